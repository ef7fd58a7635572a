import type { Verdict } from "#contracts/verdict.ts";

/** A change of verdict; `steps` are oldest first and end at `verdict`, the present one. */
export type VerdictTimeline = {
  verdict: Verdict;
  steps: readonly { from: Verdict; to: Verdict; at: number }[];
};

const UP: ReadonlySet<Verdict> = new Set(["up", "degraded", "flapping"]);

/** Up time / known time, 0…1; null when nothing is known. Unknown and maintenance count neither as up nor as down. */
export function uptimeBetween(
  timeline: VerdictTimeline,
  span: { fromMs: number; toMs: number },
): number | null {
  const steps = timeline.steps.filter((step) => step.at > span.fromMs && step.at < span.toMs);
  let verdict = steps[0]?.from ?? verdictAtStart(timeline, span.fromMs);
  let sinceMs = span.fromMs;
  let upMs = 0;
  let knownMs = 0;
  for (const step of [...steps, { to: verdict, at: span.toMs }]) {
    const lengthMs = Math.max(0, step.at - sinceMs);
    if (verdict !== "unknown" && verdict !== "maintenance") knownMs += lengthMs;
    if (UP.has(verdict)) upMs += lengthMs;
    verdict = step.to;
    sinceMs = Math.max(sinceMs, step.at);
  }
  return knownMs === 0 ? null : upMs / knownMs;
}

function verdictAtStart(timeline: VerdictTimeline, fromMs: number): Verdict {
  const before = timeline.steps.filter((step) => step.at <= fromMs).at(-1);
  return before?.to ?? timeline.steps[0]?.from ?? timeline.verdict;
}
