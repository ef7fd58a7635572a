import type { MetricFamily, MetricSample } from "#contracts/metric.ts";

/** The text format of Prometheus, or OpenMetrics 1.0. */
export type ExpositionFormat = "prometheus" | "openmetrics";

export const EXPOSITION_TYPE = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
} as const satisfies Record<ExpositionFormat, string>;

/** OpenMetrics for whoever names it in Accept, as Prometheus does; the older text for everybody else. */
export function chooseFormat(accept: string | null): ExpositionFormat {
  return accept?.includes("application/openmetrics-text") ? "openmetrics" : "prometheus";
}

export function writeExposition(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const text = families.map((family) => writeFamily(family, format)).join("");
  return format === "openmetrics" ? `${text}# EOF\n` : text;
}

function writeFamily(family: MetricFamily, format: ExpositionFormat): string {
  const { name, kind, help } = family;
  // OpenMetrics names a counter's family without the `_total` of its samples.
  const title = format === "openmetrics" && kind === "counter" ? name.replace(/_total$/, "") : name;
  const lines = family.samples.map(
    (sample) => `${name}${sample.suffix}${writeLabels(sample)} ${writeValue(sample.value)}\n`,
  );
  return `# HELP ${title} ${escapeHelp(help, format)}\n# TYPE ${title} ${kind}\n${lines.join("")}`;
}

function writeLabels({ labels }: MetricSample): string {
  const written = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return written.length === 0 ? "" : `{${written.join(",")}}`;
}

function writeValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);
}

function escapeLabel(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

function escapeHelp(text: string, format: ExpositionFormat): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  return format === "openmetrics" ? escaped.replaceAll('"', '\\"') : escaped;
}
