/** How much of what was due is known, 0…1: uptime never stands without it. Null when nothing was due. */
export function coverageOf(slots: { known: number; expected: number }): number | null {
  if (slots.expected === 0) return null;
  // A slot at the edge may be known before the count of what was due has moved on.
  return Math.min(1, slots.known / slots.expected);
}
