import type { TransitionView } from "#contracts/view.ts";
import { formatDuration } from "#ui/format/format-duration.ts";

/** Newest first, each with how long it lasted; null for the one that still holds. */
export function describeTransitions(transitions: readonly TransitionView[]) {
  const newestFirst = [...transitions].sort((a, b) => b.seq - a.seq);
  return newestFirst.map((transition, index) => {
    const next = newestFirst[index - 1];
    return { ...transition, lasted: next === undefined ? null : formatDuration(next.at - transition.at) };
  });
}
