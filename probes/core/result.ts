import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { Gap, Tick } from "#contracts/tick.ts";
import type { TraceContext } from "#contracts/trace-context.ts";
import type { Slot } from "./slot-ledger.ts";

/** What became of a slot: a tick or a gap. */
export type Result = {
  slot: Slot;
  tick: Tick | null;
  gap: Gap | null;
  isNewFailure: boolean;
  /** Which trace the result belongs to; null: none is kept. */
  trace: TraceContext | null;
};

export function reportOf(batch: readonly Result[], regionHealthy: boolean): ProbeReport {
  return {
    ticks: batch.flatMap((one) => (one.tick ? [one.tick] : [])),
    gaps: batch.flatMap((one) => (one.gap ? [one.gap] : [])),
    regionHealthy,
  };
}
