/** Whole microseconds since a moment of `performance.now()`. */
export function sinceUs(fromMs: number): number {
  return Math.round((performance.now() - fromMs) * 1000);
}
