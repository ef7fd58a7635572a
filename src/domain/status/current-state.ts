import type { ComponentState } from "#contracts/status-post.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";

/** What was judged longer ago is not said to be so now. */
const CURRENT_MS = 5 * 60_000;

export function isCurrent(snapshot: StatusSnapshot, nowMs: number): boolean {
  return snapshot.delayedSince === null && nowMs - snapshot.judgedAt < CURRENT_MS;
}

/** What people wrote of an outage holds while nothing is judged; that all is well does not. */
export function currentState(state: ComponentState, { isCurrent: current }: { isCurrent: boolean }) {
  return !current && state === "operational" ? "unknown" : state;
}
