import type { SnapshotComponent } from "#contracts/status-snapshot.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { DELAY_MS } from "./judge-delay.ts";

export type RegionState = NonNullable<SnapshotComponent["regions"]>[number]["state"];

/** One region's view of one monitor. Times are epoch ms. */
export type RegionView = {
  verdict: Verdict;
  intervalMs: number;
  beganAt: number;
  /** False: sick, silent or switched off. */
  isWell: boolean;
  /** Its newest reading; null: none. */
  at: number | null;
  isOk: boolean;
  /** As many checks in a row as its rules ask for took longer than they allow. */
  isSlow: boolean;
  /** Since when it fails while the others do not agree; null: it does not. */
  failingSince: number | null;
};

/**
 * What one region sees. A single failed check is no claim: it has to be confirmed by the verdict or, for that region alone,
 * by an advisory.
 */
export function regionStateOf(view: RegionView, nowMs: number): RegionState {
  if (!view.isWell || view.at === null || view.verdict === "unknown") return "unknown";
  if (nowMs - Math.max(view.at, view.beganAt) > 3 * view.intervalMs + DELAY_MS) return "unknown";
  if (view.failingSince !== null) return "down";
  if (!view.isOk) return view.verdict === "down" || view.verdict === "flapping" ? "down" : "up";
  return view.isSlow ? "slow" : "up";
}

const ORDER: readonly RegionState[] = ["up", "unknown", "slow", "down"];

/** Of a component of several monitors: the worst that is seen from there. */
export function worstRegionState(states: readonly RegionState[]): RegionState {
  return ORDER[Math.max(...states.map((state) => ORDER.indexOf(state)))] ?? "unknown";
}
