import type { Place } from "./move-in-layout.ts";

/** On the screen: where a section ends, and the middle of each of its rows. */
type SectionBox = { bottom: number; middles: readonly number[] };

/** Before which row the pointer would put something; `index` counts all rows that are there. */
export function dropPlace(boxes: readonly SectionBox[], y: number): Place | null {
  if (boxes.length === 0) return null;
  const found = boxes.findIndex(({ bottom }) => y <= bottom);
  const section = found < 0 ? boxes.length - 1 : found;
  return { section, index: dropIndex(boxes[section]?.middles ?? [], y) };
}

export function dropIndex(middles: readonly number[], y: number): number {
  return middles.filter((middle) => middle < y).length;
}

/** The same place, once what is moved is no longer where it was. */
export function withoutMoved(to: Place, from: Place): Place {
  const isBehind = to.section === from.section && to.index > from.index;
  return isBehind ? { ...to, index: to.index - 1 } : to;
}
