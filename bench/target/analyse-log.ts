import type { Arrivals } from "#testing/rig/far-target.ts";

export type Pace = {
  intervalMs: number;
  /** The monitors that had to ask, by number. */
  ids: readonly number[];
  fromUs: number;
  toUs: number;
};

export type PaceReport = {
  checks: number;
  checksPerSec: number;
  missed: number;
  doubled: number;
  deviationMs: { p50: number; p99: number; p999: number; max: number };
};

/**
 * Reads a target's own log: a gap of k intervals between two requests of a monitor means k − 1 missed checks, a gap
 * below half an interval means a doubled one, and |gap − interval| is how far off its schedule the check came.
 */
export function analyseLog(arrivals: Arrivals, pace: Pace): PaceReport {
  const byId = groupById(arrivals, pace);
  const intervalUs = pace.intervalMs * 1000;
  const deviationsUs: number[] = [];
  let missed = 0;
  let doubled = 0;
  let checks = 0;
  for (const times of byId.values()) {
    checks += times.length;
    missed += missedAtEdges(times, pace);
    for (let at = 1; at < times.length; at += 1) {
      const gapUs = (times[at] ?? 0) - (times[at - 1] ?? 0);
      if (gapUs < intervalUs / 2) doubled += 1;
      else {
        missed += Math.max(0, Math.round(gapUs / intervalUs) - 1);
        deviationsUs.push(Math.abs(gapUs - Math.max(1, Math.round(gapUs / intervalUs)) * intervalUs));
      }
    }
  }
  return {
    checks,
    checksPerSec: (checks * 1e6) / (pace.toUs - pace.fromUs),
    missed,
    doubled,
    deviationMs: percentiles(deviationsUs),
  };
}

/** Half an interval of grace at each edge: a check that was due just outside of the window is not missed in it. */
function missedAtEdges(times: readonly number[], pace: Pace): number {
  const intervalUs = pace.intervalMs * 1000;
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) {
    return Math.max(0, Math.floor((pace.toUs - pace.fromUs) / intervalUs));
  }
  const before = Math.max(0, Math.round((first - pace.fromUs) / intervalUs - 0.5));
  const after = Math.max(0, Math.round((pace.toUs - last) / intervalUs - 0.5));
  return before + after;
}

function groupById(arrivals: Arrivals, pace: Pace): Map<number, number[]> {
  const byId = new Map<number, number[]>(pace.ids.map((id) => [id, []]));
  for (let at = 0; at < arrivals.ids.length; at += 1) {
    const timeUs = arrivals.atUs[at] ?? 0;
    if (timeUs >= pace.fromUs && timeUs < pace.toUs) byId.get(arrivals.ids[at] ?? -1)?.push(timeUs);
  }
  for (const times of byId.values()) times.sort((a, b) => a - b);
  return byId;
}

function percentiles(deviationsUs: number[]): PaceReport["deviationMs"] {
  deviationsUs.sort((a, b) => a - b);
  const at = (share: number) =>
    (deviationsUs[Math.min(deviationsUs.length - 1, Math.floor(deviationsUs.length * share))] ?? 0) / 1000;
  return { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}
