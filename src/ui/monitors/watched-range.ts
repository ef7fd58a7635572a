const BLOCK = 50;
const MOST = 100;

/** Snapped to blocks, so that scrolling by a row does not open a new stream; no more than one stream takes. */
export function watchedRange(first: number, last: number): [from: number, to: number] {
  const from = Math.floor(first / BLOCK) * BLOCK;
  const to = Math.ceil((last + 1) / BLOCK) * BLOCK;
  return [from, Math.min(to, from + MOST)];
}
