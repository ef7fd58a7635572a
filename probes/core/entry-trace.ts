import { type StreamEntry, traceOf } from "#contracts/job-entry.ts";
import type { Tick } from "#contracts/tick.ts";
import type { TraceContext } from "#contracts/trace-context.ts";
import type { OpenSpan, Tracer } from "#contracts/tracer.ts";
import type { RunnableConfig } from "./ports.ts";
import type { Result } from "./result.ts";
import type { Slot } from "./slot-ledger.ts";

type Tracing = { tracer?: Tracer | null | undefined; region: string };

/** Where an entry stands in its trace; `span` is null while this probe exports none and only passes the trace on. */
export type EntryTrace = { trace: TraceContext; span: OpenSpan | null };

/** Null: nobody traces its jobs, as of nearly all entries of calm times. */
export function beginEntry({ tracer, region }: Tracing, entry: StreamEntry): EntryTrace | null {
  const parent = traceOf(entry);
  if (parent === null) return null;
  if (!tracer) return { trace: parent, span: null };
  const attributes = {
    "uptick.region": region,
    "uptick.jobs": entry.kind === "jobs" ? entry.jobs.length / 4 : 0,
  };
  const span = tracer.start({ name: "entry", kind: "consumer", parent, attributes });
  return { trace: span.trace, span };
}

/** A span for what failed or was asked for beside the schedule; the trace of its entry for everything else. */
export function traceCheck(
  { tracer, region }: Tracing,
  slot: Slot,
  seen: { config: RunnableConfig; tick: Tick; startedAt: number },
): TraceContext | null {
  const parent = slot.entries.find(({ traced }) => traced)?.traced?.trace ?? null;
  const { origin, outcome, status } = seen.tick;
  const isUrgent = origin !== "scheduled";
  if (!tracer || (outcome === "ok" && !isUrgent) || (parent === null && !isUrgent)) return parent;
  const span = tracer.start({
    name: `check ${seen.config.check.kind}`,
    kind: "client",
    parent,
    startedAt: seen.startedAt,
    ...(isUrgent ? { sampling: "always" } : {}),
    attributes: {
      "uptick.region": region,
      "uptick.monitor": slot.job.monitorId,
      "uptick.origin": origin,
      "uptick.outcome": outcome,
      "uptick.late_ms": seen.tick.lateMs,
      ...(status === null ? {} : { "uptick.status": status }),
    },
  });
  if (outcome !== "ok") span.fail(outcome);
  span.end();
  return span.trace;
}

const MOST_LINKS = 10;

/** Whose trace a report goes on with, and which others it brings news of: failures first, then what was asked for. */
export function tracesOf(batch: readonly Result[]): { parent: TraceContext | null; links: TraceContext[] } {
  const distinct = new Map<string, TraceContext>();
  for (const { trace } of batch.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    if (trace?.isSampled) distinct.set(trace.spanId, trace);
    if (distinct.size > MOST_LINKS) break;
  }
  const [parent = null, ...links] = distinct.values();
  return { parent, links };
}

function weightOf({ tick }: Result): number {
  if (tick === null) return 0;
  return Number(tick.outcome !== "ok") * 2 + Number(tick.origin !== "scheduled");
}
