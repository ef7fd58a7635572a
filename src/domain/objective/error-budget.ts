import type { Spent } from "./measure-segments.ts";

const WHOLE_MILLI = 100_000;

/** Thousandths of a percent. */
export function milliOf(percent: number): number {
  return Math.round(percent * 1000);
}

/** Such as "99.900" for 99900. */
export function writeMilli(milli: number): string {
  return `${Math.floor(milli / 1000)}.${String(milli % 1000).padStart(3, "0")}`;
}

/** Percent with three decimals, cut and never rounded: only what is whole is "100.000". Null of nothing. */
export function cutPercent(partMs: number, wholeMs: number): string | null {
  if (wholeMs <= 0) return null;
  return writeMilli(Number((BigInt(partMs) * BigInt(WHOLE_MILLI)) / BigInt(wholeMs)));
}

/** Whether the known time keeps the target; exact. Null when nothing is known. */
export function meetsTarget({ upMs, downMs }: Spent, targetMilli: number): boolean | null {
  if (upMs + downMs === 0) return null;
  return BigInt(upMs) * BigInt(WHOLE_MILLI) >= BigInt(targetMilli) * BigInt(upMs + downMs);
}

/** What may be down of so much known time, cut to whole milliseconds. */
export function budgetOf(knownMs: number, targetMilli: number): number {
  return Number((BigInt(knownMs) * BigInt(WHOLE_MILLI - targetMilli)) / BigInt(WHOLE_MILLI));
}

/** How many times faster than the target allows the budget is used, over so much counted time. */
export function burnRateOf(downMs: number, countedMs: number, targetMilli: number): number {
  if (countedMs <= 0) return 0;
  return (downMs * WHOLE_MILLI) / (countedMs * (WHOLE_MILLI - targetMilli));
}
