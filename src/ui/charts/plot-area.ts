/** Where the lines are drawn: pixels from the chart's left and right edge. */
export const PLOT = { left: 56, right: 8 } as const;

type Box = { left: number; width: number };

/** Which moment lies under the pointer; outside of the plot its nearest end. */
export function momentAt(clientX: number, box: Box, span: { fromMs: number; toMs: number }): number {
  const width = Math.max(1, box.width - PLOT.left - PLOT.right);
  const share = (clientX - box.left - PLOT.left) / width;
  return Math.round(span.fromMs + Math.min(1, Math.max(0, share)) * (span.toMs - span.fromMs));
}

/** For CSS: how far the moment is from the left end of the plot, 0…100. */
export function percentAt(at: number, span: { fromMs: number; toMs: number }): number {
  const share = (at - span.fromMs) / Math.max(1, span.toMs - span.fromMs);
  return Math.min(1, Math.max(0, share)) * 100;
}
