import type { Verdict } from "#contracts/verdict.ts";

/** The verdict changed to `to` at `at` (epoch ms). */
export type TimelineStep = { at: number; to: Verdict };
export type Window = { fromMs: number; toMs: number };
export type Uptime = {
  upMs: number;
  downMs: number;
  /** Time in which nobody knew, before the first step included; it counts neither as up nor as down. */
  unknownMs: number;
  /** up / (up + down); null when nothing is known. Never rounded. */
  ratio: number | null;
};

/** Degraded and flapping targets answer, and maintenance is announced: none of them is down. */
const KIND: Record<Verdict, "up" | "down" | "unknown"> = {
  up: "up",
  degraded: "up",
  flapping: "up",
  down: "down",
  unknown: "unknown",
  maintenance: "unknown",
};

/** The integral over the timeline in [fromMs, toMs). Steps may come in any order and reach beyond the window. */
export function uptimeRatio(steps: readonly TimelineStep[], window: Window): Uptime {
  const spent = { up: 0, down: 0, unknown: 0 };
  let verdict: Verdict = "unknown";
  let at = window.fromMs;
  for (const step of steps.toSorted((a, b) => a.at - b.at)) {
    const until = clamp(step.at, window);
    spent[KIND[verdict]] += Math.max(0, until - at);
    at = Math.max(at, until);
    verdict = step.to;
  }
  spent[KIND[verdict]] += Math.max(0, window.toMs - at);
  const knownMs = spent.up + spent.down;
  return {
    upMs: spent.up,
    downMs: spent.down,
    unknownMs: spent.unknown,
    ratio: knownMs === 0 ? null : spent.up / knownMs,
  };
}

function clamp(at: number, window: Window): number {
  return Math.min(Math.max(at, window.fromMs), window.toMs);
}
