import { reportUptime, type TimelineStep, type UptimeReport, type Window } from "./report-uptime.ts";

/** The report of each window, in one walk over a long timeline; windows in order of time and without overlaps. */
export function reportDays(
  steps: readonly TimelineStep[],
  maintenance: readonly Window[],
  windows: readonly Window[],
): UptimeReport[] {
  const sorted = steps.toSorted((a, b) => a.at - b.at);
  let next = 0;
  let state: TimelineStep | undefined;
  return windows.map((window) => {
    const own: TimelineStep[] = [];
    for (; next < sorted.length; next += 1) {
      const step = sorted[next];
      if (step === undefined || step.at >= window.toMs) break;
      if (step.at <= window.fromMs) state = step;
      else own.push(step);
    }
    const known = state === undefined ? own : [state, ...own];
    state = own.at(-1) ?? state;
    const touching = maintenance.filter((span) => span.fromMs < window.toMs && span.toMs > window.fromMs);
    return reportUptime(known, touching, window);
  });
}
