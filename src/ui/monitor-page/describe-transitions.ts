import type { TransitionView } from "#contracts/view.ts";

/** Newest first, each with how long it lasted; null: it still does. */
export function describeTransitions(
  transitions: readonly TransitionView[],
): (TransitionView & { lastedMs: number | null })[] {
  const newestFirst = transitions.toSorted((a, b) => b.seq - a.seq);
  return newestFirst.map((transition, index) => {
    const next = newestFirst[index - 1];
    return { ...transition, lastedMs: next === undefined ? null : next.at - transition.at };
  });
}
