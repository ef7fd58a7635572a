import type { Tracer } from "#contracts/tracer.ts";
import { readTraceSettings } from "./trace-settings.ts";

export type Traced = {
  environment: Readonly<Record<string, string | undefined>>;
  /** Such as `uptick-app`; OTEL_SERVICE_NAME goes before it. */
  serviceName: string;
  version: string;
  /** Tells the processes of one service apart. */
  instance: string;
};

/** Null unless the environment names an OTLP endpoint: only then is OpenTelemetry loaded at all. */
export async function openTracer({ environment, ...service }: Traced): Promise<Tracer | null> {
  const settings = readTraceSettings(environment, service.serviceName);
  if (settings === null) return null;
  const { createOtlpTracer } = await import("./otlp-tracer.ts");
  return createOtlpTracer(settings, service);
}
