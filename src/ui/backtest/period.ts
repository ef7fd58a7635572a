import { fromLocalText } from "#ui/forms/local-moment.ts";

const DAY_MS = 86_400_000;

/** In days. */
export const PERIODS = ["1", "7", "30", "custom"] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** `from` and `to` are what an input of a local date and time holds; they count for `custom` only. */
export type Period = { kind: PeriodKind; from: string; to: string };

export const LAST_WEEK: Period = { kind: "7", from: "", to: "" };

/** Null where a moment of a custom period is missing. */
export function readPeriod(
  { kind, from, to }: Period,
  nowMs: number,
): { fromMs: number; toMs: number } | null {
  if (kind !== "custom") return { fromMs: nowMs - Number(kind) * DAY_MS, toMs: nowMs };
  const [fromMs, toMs] = [fromLocalText(from), fromLocalText(to)];
  return Number.isNaN(fromMs) || Number.isNaN(toMs) ? null : { fromMs, toMs };
}
