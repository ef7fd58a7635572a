import { CircleMinus, CirclePlus, Equal } from "lucide-react";
import type { useTranslations } from "next-intl";
import type { BacktestAlert, BacktestListItem, BacktestResult, BacktestView } from "#contracts/backtest.ts";
import type { Look } from "#ui/alerts/delivery-words.ts";
import type { Format } from "#ui/format/make-format.ts";
import type { Tone } from "#ui/verdict/verdict-words.ts";

export type BacktestTranslate = ReturnType<typeof useTranslations<"backtest">>;

export const ALERT_LOOKS: Record<BacktestAlert["kind"], Look> = {
  kept: { word: "kept", tone: "up", icon: Equal },
  lost: { word: "lost", tone: "down", icon: CircleMinus },
  added: { word: "added", tone: "warn", icon: CirclePlus },
};

type DelayWords = { t: BacktestTranslate; format: Pick<Format, "duration"> };

/** "4 s sooner"; a dash where only one of the policies alerts. */
export function describeDelay(
  { t, format }: DelayWords,
  { delayMs }: Pick<BacktestAlert, "delayMs">,
): string {
  if (delayMs === null) return "–";
  if (Math.abs(delayMs) < 1_000) return t("delay.same");
  return t(delayMs < 0 ? "delay.sooner" : "delay.later", { duration: format.duration(Math.abs(delayMs)) });
}

export type Totals = { present: number; next: number; lost: number; added: number; noise: number };

/** `noise` counts what the new policy would send in vain. */
export function totalsOf({ monitors, alerts }: BacktestResult): Totals {
  const count = (kind: BacktestAlert["kind"]) => alerts.filter((alert) => alert.kind === kind).length;
  return {
    present: monitors.reduce((sum, monitor) => sum + monitor.presentAlerts, 0),
    next: monitors.reduce((sum, monitor) => sum + monitor.newAlerts, 0),
    lost: count("lost"),
    added: count("added"),
    noise: alerts.filter((alert) => alert.isNoise && alert.newAt !== null).length,
  };
}

/** The answer in one sentence. */
export function describeTotals(t: BacktestTranslate, totals: Totals): string {
  const { present, next, lost, added } = totals;
  if (present === 0 && next === 0) return t("totals.none");
  if (lost === 0 && added === 0) return t("totals.same", { count: next });
  if (added === 0) return t("totals.fewer", { next, present, lost });
  if (lost === 0) return t("totals.more", { next, present, added });
  return t("totals.both", { next, present, lost, added });
}

export function progressOf(run: Pick<BacktestView, "done" | "total" | "ticksDone" | "ticksTotal">): number {
  const share = run.ticksTotal > 0 ? run.ticksDone / run.ticksTotal : run.done / run.total;
  return Math.min(1, share);
}

export function describeProgress(t: BacktestTranslate, run: BacktestListItem): string {
  const { done, total, ticksDone: ticks, ticksTotal } = run;
  if (ticksTotal === 0) return t("run.progress", { done, total, ticks });
  return t("run.progressOf", { done, total, ticks, ticksTotal });
}

export const STATUS_TONES: Record<BacktestView["status"], Tone> = {
  running: "idle",
  done: "up",
  failed: "down",
  cancelled: "idle",
};
