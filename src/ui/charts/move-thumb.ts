export type Span = { fromMs: number; toMs: number };
export type End = "fromMs" | "toMs";

/** Where a key takes one end of the chosen time; null: the key means nothing here. The ends never cross. */
export function moveThumb(
  key: { key: string; shiftKey: boolean },
  at: { whole: Span; chosen: Span; end: End; stepMs: number },
): Span | null {
  const { whole, chosen, end, stepMs } = at;
  const far = key.shiftKey ? 10 * stepMs : stepMs;
  const moves: Record<string, number> = {
    ArrowLeft: -far,
    ArrowDown: -far,
    ArrowRight: far,
    ArrowUp: far,
    PageDown: -10 * stepMs,
    PageUp: 10 * stepMs,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const move = moves[key.key];
  return move === undefined ? null : placeThumb(chosen[end] + move, { whole, chosen, end, stepMs });
}

export function placeThumb(
  ms: number,
  { whole, chosen, end, stepMs }: { whole: Span; chosen: Span; end: End; stepMs: number },
): Span {
  const least = end === "fromMs" ? whole.fromMs : chosen.fromMs + stepMs;
  const most = end === "fromMs" ? chosen.toMs - stepMs : whole.toMs;
  return { ...chosen, [end]: Math.min(Math.max(ms, least), Math.max(least, most)) };
}
