import { localDayOf, momentOf } from "../notification/wall-clock.ts";

export type DigestWeek = {
  /** The Monday on which it is due, such as 2026-11-23. */
  week: string;
  /** The seven days before it, and those before them: [fromMs, toMs). */
  fromMs: number;
  toMs: number;
  beforeMs: number;
};

const DUE_AT = "08:00";
/** What could not be sent until then is left out: the next one is near. */
const LATEST_MS = 36 * 3_600_000;

/** The digest that is due in `zone` at that moment: from Monday 08:00 on. Null: none is. */
export function digestWeekAt(nowMs: number, zone: string): DigestWeek | null {
  const today = localDayOf(nowMs, zone);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const dueMs = momentOf(monday, DUE_AT, zone);
  if (nowMs < dueMs || nowMs >= dueMs + LATEST_MS) return null;
  const startOf = (weeks: number) => momentOf(monday.subtract({ weeks }), "00:00", zone);
  return { week: monday.toString(), fromMs: startOf(1), toMs: startOf(0), beforeMs: startOf(2) };
}
