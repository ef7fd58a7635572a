import {
  type Context,
  createContextKey,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import type { TraceContext } from "#contracts/trace-context.ts";
import type { OpenSpan, SpanStart, Tracer } from "#contracts/tracer.ts";
import type { Sampling, TraceSettings } from "./trace-settings.ts";

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Whoever ends or is frozen waits no longer for a collector. */
const FLUSH_MS = 2_000;

const SAMPLING = createContextKey("uptick.sampling");

/**
 * Exports by OTLP over HTTP in JSON, batched. It is never registered with OpenTelemetry's global interface: Next and
 * libraries would add spans of their own then, with addresses in them that hold tokens.
 */
export function createOtlpTracer(
  settings: TraceSettings,
  service: { version: string; instance: string },
): Tracer {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      ...settings.resource,
      "service.name": settings.serviceName,
      "service.version": service.version,
      "service.instance.id": service.instance,
    }),
    sampler: createSampler(settings.sampler),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer("uptick", service.version);
  return {
    start: ({ name, kind = "internal", attributes, startedAt, links = [], ...begin }) =>
      openSpan(
        tracer.startSpan(
          name,
          {
            kind: KINDS[kind],
            links: links.map(toLink),
            ...(attributes === undefined ? {} : { attributes: { ...attributes } }),
            ...(startedAt === undefined ? {} : { startTime: startedAt }),
          },
          contextOf(begin),
        ),
      ),
    flush: () => provider.forceFlush({ timeoutMillis: FLUSH_MS }).catch(() => undefined),
  };
}

function contextOf({ parent, sampling }: Pick<SpanStart, "parent" | "sampling">): Context {
  const context = ROOT_CONTEXT.setValue(SAMPLING, sampling);
  return parent === null ? context : trace.setSpanContext(context, toSpanContext(parent));
}

function toSpanContext({ traceId, spanId, isSampled }: TraceContext) {
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

function toLink(to: TraceContext): Link {
  return { context: toSpanContext(to) };
}

function openSpan(span: Span): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    trace: { traceId, spanId, isSampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
    set: (attributes) => void span.setAttributes({ ...attributes }),
    fail: (message) => void span.setStatus({ code: SpanStatusCode.ERROR, message }),
    end: () => span.end(),
  };
}

function createSampler({ ratio, followsParent }: Sampling): Sampler {
  const root = new TraceIdRatioBasedSampler(ratio);
  const usual = followsParent ? new ParentBasedSampler({ root }) : root;
  const isOff = ratio === 0 && !followsParent;
  return {
    shouldSample(context, traceId, ...rest) {
      const sampling = context.getValue(SAMPLING);
      if (sampling === "always" && !isOff) return { decision: SamplingDecision.RECORD_AND_SAMPLED };
      if (sampling === "afresh") return root.shouldSample(context, traceId);
      return usual.shouldSample(context, traceId, ...rest);
    },
    toString: () => `Uptick{${usual.toString()}}`,
  };
}
