/** What the charts show, as it stands in the address of the page. */
export const PRESETS = ["1", "3", "24", "168", "720", "2160"] as const;
export type Preset = (typeof PRESETS)[number];
export type ChartRange = { kind: "last"; hours: Preset } | { kind: "span"; fromMs: number; toMs: number };

export const CHART_KINDS = ["regions", "percentiles", "phases", "week"] as const;
export type ChartKind = (typeof CHART_KINDS)[number];
export const FIGURES = ["p50Ms", "p75Ms", "p95Ms", "p99Ms", "maxMs"] as const;
export type Figure = (typeof FIGURES)[number];

export type ChartAddress = {
  range: ChartRange;
  chart: ChartKind;
  figure: Figure;
  /** Code; null: all regions. */
  region: string | null;
  compare: boolean;
};

const DEFAULT_HOURS: Preset = "24";
const SHORTEST_MS = 60_000;
const LONGEST_MS = 400 * 86_400_000;

type Parameters = { get: (name: string) => string | null };

/** Whatever the address says, it is a view that can be shown. */
export function readChartAddress(parameters: Parameters): ChartAddress {
  return {
    range: readRange(parameters),
    chart: oneOf(CHART_KINDS, parameters.get("chart")) ?? "regions",
    figure: oneOf(FIGURES, `${parameters.get("figure")}Ms`) ?? "p50Ms",
    region: readRegion(parameters.get("region")),
    compare: parameters.get("compare") === "week",
  };
}

/** The query string; what is as usual is left out. */
export function writeChartAddress({ range, chart, figure, region, compare }: ChartAddress): string {
  const parameters = new URLSearchParams();
  if (range.kind === "span") setSpan(parameters, range);
  else if (range.hours !== DEFAULT_HOURS) parameters.set("hours", range.hours);
  if (chart !== "regions") parameters.set("chart", chart);
  if (figure !== "p50Ms") parameters.set("figure", figure.slice(0, -2));
  if (region !== null) parameters.set("region", region);
  if (compare) parameters.set("compare", "week");
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** What the procedures take; the same on the server's prefetch and in the browser. */
export function spanInput(range: ChartRange): { hours: number } | { fromMs: number; toMs: number } {
  if (range.kind === "last") return { hours: Number(range.hours) };
  return { fromMs: range.fromMs, toMs: range.toMs };
}

/** The same for the CSV files. */
export function spanQuery(range: ChartRange): string {
  const parameters = new URLSearchParams();
  if (range.kind === "last") parameters.set("hours", range.hours);
  else setSpan(parameters, range);
  return parameters.toString();
}

function setSpan(parameters: URLSearchParams, { fromMs, toMs }: { fromMs: number; toMs: number }): void {
  parameters.set("from", new Date(fromMs).toISOString());
  parameters.set("to", new Date(toMs).toISOString());
}

function readRange(parameters: Parameters): ChartRange {
  const fromMs = Date.parse(parameters.get("from") ?? "");
  const toMs = Date.parse(parameters.get("to") ?? "");
  const lengthMs = toMs - fromMs;
  if (fromMs >= 0 && lengthMs >= SHORTEST_MS && lengthMs <= LONGEST_MS) return { kind: "span", fromMs, toMs };
  return { kind: "last", hours: oneOf(PRESETS, parameters.get("hours")) ?? DEFAULT_HOURS };
}

/** As contracts/region.ts RegionCode has it; anything else is no region. */
function readRegion(text: string | null): string | null {
  return text !== null && /^[a-z][a-z0-9-]{0,30}$/.test(text) ? text : null;
}

function oneOf<Option extends string>(options: readonly Option[], text: string | null): Option | undefined {
  return options.find((option) => option === text);
}

/** Same in the server's prefetch and in the browser. */
export const TICKS_LIMIT = 25;
export const GAP_HOURS = 24;
