import type { Verdict } from "#contracts/verdict.ts";
import type { RawVerdict } from "./judgement.ts";
import type { Rules } from "./rules.ts";

type Flipping = { raw: RawVerdict; flips: readonly number[]; rules: Rules };

/** The times at which the target went down or came back, within the window that ends at `at`. */
export function addFlip(
  { raw: from, flips, rules }: Flipping,
  to: RawVerdict,
  at: number,
): readonly number[] {
  const hasFlipped = from !== to && (to === "down" || (from === "down" && to !== "unknown"));
  if (!hasFlipped || rules.flapping === null) return flips;
  const since = at - rules.flapping.windowMs;
  return [...flips.filter((flip) => flip > since), at];
}

/** Begins with the last of so many changes within the window, ends when there was none for the calm time. */
export function isFlapping(
  { shown, rules: { flapping } }: { shown: Verdict; rules: Rules },
  { flips, at }: { flips: readonly number[]; at: number },
): boolean {
  const last = flips.at(-1);
  if (flapping === null || last === undefined) return false;
  if (shown === "flapping") return at < last + flapping.calmMs;
  return last === at && flips.length >= flapping.changes;
}
