/** Beside what the exporter reads by itself (OTEL_EXPORTER_OTLP_*, OTEL_BSP_*). */
export type TraceSettings = {
  serviceName: string;
  sampler: Sampling;
  /** From OTEL_RESOURCE_ATTRIBUTES. */
  resource: Readonly<Record<string, string>>;
};

/** `ratio` is of the traces that begin here; `followsParent`: who came before has decided for the others. */
export type Sampling = { ratio: number; followsParent: boolean };

/**
 * One trace begins each second with a slice of the schedule: one in twenty shows how the pipeline does, and costs nothing. What is asked for
 * beside the schedule is always kept.
 */
const USUAL: Sampling = { ratio: 0.05, followsParent: true };

type Environment = Readonly<Record<string, string | undefined>>;

/** Null: tracing is off. Names and meanings are those of OpenTelemetry's specification; only the usual sampler differs. */
export function readTraceSettings(environment: Environment, serviceName: string): TraceSettings | null {
  const endpoint = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || environment.OTEL_SDK_DISABLED === "true") return null;
  if (environment.OTEL_TRACES_EXPORTER === "none") return null;
  const resource = readPairs(environment.OTEL_RESOURCE_ATTRIBUTES ?? "");
  return {
    serviceName: environment.OTEL_SERVICE_NAME || resource["service.name"] || serviceName,
    sampler: readSampling(environment),
    resource,
  };
}

function readSampling({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: arg }: Environment): Sampling {
  const given = arg === undefined || arg === "" ? Number.NaN : Number(arg);
  const isShare = given >= 0 && given <= 1;
  switch (name) {
    case "always_on":
      return { ratio: 1, followsParent: false };
    case "always_off":
      return { ratio: 0, followsParent: false };
    case "traceidratio":
      return { ratio: isShare ? given : 1, followsParent: false };
    case "parentbased_always_on":
      return { ratio: 1, followsParent: true };
    case "parentbased_always_off":
      return { ratio: 0, followsParent: true };
    case "parentbased_traceidratio":
      return { ratio: isShare ? given : 1, followsParent: true };
    default:
      return isShare ? { ...USUAL, ratio: given } : USUAL;
  }
}

/** `key=value` with commas between, values in percent encoding; what is none of that is left out. */
function readPairs(text: string): Record<string, string> {
  const pairs = text.split(",").flatMap((pair): [string, string][] => {
    const [key = "", ...value] = pair.split("=");
    if (key.trim() === "" || value.length === 0) return [];
    return [[key.trim(), decodeLoosely(value.join("=").trim())]];
  });
  return Object.fromEntries(pairs);
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % stands for itself.
    return text;
  }
}
