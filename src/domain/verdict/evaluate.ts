import type { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { describeFailures } from "./describe-failures.ts";

/** One voting observation. Faults of the probe and blocked connections are no readings. */
export type Reading = { region: string; at: number; outcome: Outcome };

export type VerdictInput = {
  verdict: Verdict;
  intervalMs: number;
  readings: readonly Reading[];
  nowMs: number;
};

export type VerdictDecision =
  | { kind: "unchanged" }
  | { kind: "changed"; to: Verdict; reason: string; at: number };

type Standing = { region: string; newest: Reading; failing: boolean; succeeding: boolean };

/**
 * The first verdict: down when most of the regions that reported failed twice in a row, up when most succeeded, unknown
 * when none reported. It depends on the set of readings only, so order and repetition of ticks cannot matter.
 */
export function evaluate(input: VerdictInput): VerdictDecision {
  const standings = listStandings(input);
  const failing = standings.filter((standing) => standing.failing);
  const succeeding = standings.filter((standing) => standing.succeeding);
  const majority = standings.length / 2;

  if (standings.length === 0) {
    const reason = `No region has reported for ${describeDuration(reportingWindowMs(input.intervalMs))}.`;
    return change(input, { to: "unknown", reason, at: input.nowMs });
  }
  if (failing.length > majority) {
    const reason = `${describeShare(failing, standings)} failed twice in a row: ${describeFailures(failing.map((standing) => standing.newest))}.`;
    return change(input, { to: "down", reason, at: newestAt(failing) });
  }
  if (succeeding.length > majority) {
    const reason = `${describeShare(succeeding, standings)} succeeded.`;
    return change(input, { to: "up", reason, at: newestAt(succeeding) });
  }
  return { kind: "unchanged" };
}

/** How far back a region's newest reading may lie for the region to count as having reported. */
export function reportingWindowMs(intervalMs: number): number {
  return Math.max(3 * intervalMs, 90_000);
}

function change(input: VerdictInput, next: { to: Verdict; reason: string; at: number }): VerdictDecision {
  return next.to === input.verdict ? { kind: "unchanged" } : { kind: "changed", ...next };
}

function listStandings(input: VerdictInput): Standing[] {
  const since = input.nowMs - reportingWindowMs(input.intervalMs);
  const standings: Standing[] = [];
  for (const [region, slots] of groupByRegion(input.readings)) {
    const [newest, previous] = [...slots.values()].sort((a, b) => b.at - a.at);
    if (newest === undefined || newest.at <= since) continue;
    const succeeding = newest.outcome === "ok";
    const failing = !succeeding && previous !== undefined && previous.outcome !== "ok";
    standings.push({ region, newest, failing, succeeding });
  }
  return standings.sort((a, b) => (a.region < b.region ? -1 : 1));
}

function groupByRegion(readings: readonly Reading[]): Map<string, Map<number, Reading>> {
  const regions = new Map<string, Map<number, Reading>>();
  for (const reading of readings) {
    const slots = regions.get(reading.region) ?? new Map<number, Reading>();
    slots.set(reading.at, reading);
    regions.set(reading.region, slots);
  }
  return regions;
}

function newestAt(standings: readonly Standing[]): number {
  return Math.max(...standings.map((standing) => standing.newest.at));
}

function describeShare(some: readonly Standing[], all: readonly Standing[]): string {
  const only = all.length === 1 ? all[0] : undefined;
  return only ? `The only region that reported (${only.region})` : `${some.length} of ${all.length} regions`;
}

function describeDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
