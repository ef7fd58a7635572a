import { type ChartRange, spanInput } from "./chart-address.ts";

export const WHENS = ["any", "chart", "hour", "day", "week"] as const;
export type When = (typeof WHENS)[number];
export type TickFilter = { region: string | null; failedOnly: boolean; when: When };

const HOUR_MS = 3_600_000;
const LENGTHS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS };
const STEP_MS = 60_000;

/** The time that is meant, from a full minute on, so that it is the same question for a while. */
export function tickSpan(
  when: When,
  at: { nowMs: number; range: ChartRange },
): { fromMs?: number; toMs?: number } {
  if (when === "any") return {};
  const from = (lengthMs: number) => ({ fromMs: Math.floor((at.nowMs - lengthMs) / STEP_MS) * STEP_MS });
  if (when !== "chart") return from(LENGTHS[when]);
  const asked = spanInput(at.range);
  return "hours" in asked ? from(asked.hours * HOUR_MS) : asked;
}

/** The query of the CSV file with the same checks. */
export function tickQuery({ region, failedOnly }: TickFilter, span: ReturnType<typeof tickSpan>): string {
  const parameters = new URLSearchParams();
  if (region !== null) parameters.set("region", region);
  if (failedOnly) parameters.set("failed", "1");
  if (span.fromMs !== undefined) parameters.set("from", new Date(span.fromMs).toISOString());
  if (span.toMs !== undefined) parameters.set("to", new Date(span.toMs).toISOString());
  return parameters.toString();
}
