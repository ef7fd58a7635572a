import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { makeWords } from "./make-words.ts";

/** Months such as 2026-11 that the page's history reaches, newest first, in the page's zone. */
export function historyMonths({ page, generatedAt }: StatusSnapshot, nowMs: number): string[] {
  const { dayKey } = makeWords("en", page.look.timeZone);
  const months: string[] = [];
  const last = Math.max(generatedAt, nowMs);
  for (let back = 0; back <= page.look.historyDays; back += 1) {
    const month = dayKey(last - back * 86_400_000).slice(0, 7);
    if (!months.includes(month)) months.push(month);
  }
  return months;
}
