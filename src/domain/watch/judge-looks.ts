/** How often in a row a condition was seen, and whether people know of it. */
export type Watched = { wrong: number; well: number; raised: boolean };
export type WatchMemory = Record<string, Watched>;

/** One bad look can be a moment of bad luck; so can one good look. */
export const LOOKS = 2;

const NEVER: Watched = { wrong: 0, well: 0, raised: false };

/**
 * What opens and what closes after one more look, at which the conditions of `wrong` held. What a person has closed by
 * hand is not opened again before it was well.
 */
export function judgeLooks(
  memory: WatchMemory,
  wrong: ReadonlySet<string>,
): { opens: string[]; closes: string[]; memory: WatchMemory } {
  const opens: string[] = [];
  const closes: string[] = [];
  const next: WatchMemory = {};
  for (const key of new Set([...Object.keys(memory), ...wrong])) {
    const before = memory[key] ?? NEVER;
    const seen = wrong.has(key)
      ? { wrong: before.wrong + 1, well: 0, raised: before.raised }
      : { wrong: 0, well: before.well + 1, raised: before.raised };
    if (!seen.raised && seen.wrong >= LOOKS) {
      opens.push(key);
      seen.raised = true;
    } else if (seen.raised && seen.well >= LOOKS) {
      closes.push(key);
      seen.raised = false;
    }
    if (seen.raised || seen.wrong > 0) next[key] = seen;
  }
  return { opens, closes, memory: next };
}
