import { fromLocalText } from "#ui/forms/local-moment.ts";

const DAY_MS = 86_400_000;

export const PERIODS = [
  { value: "1", label: "24 h" },
  { value: "7", label: "7 d" },
  { value: "30", label: "30 d" },
  { value: "custom", label: "From … to" },
] as const;
export type PeriodKind = (typeof PERIODS)[number]["value"];

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
