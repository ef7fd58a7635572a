import { CircleMinus, CirclePlus, Equal, type LucideIcon } from "lucide-react";
import type { BacktestAlert, BacktestListItem, BacktestResult, BacktestView } from "#contracts/backtest.ts";
import { countOf, formatCount } from "#ui/format/format-count.ts";
import { formatDuration } from "#ui/format/format-duration.ts";
import type { Tone } from "#ui/verdict/verdict-words.ts";

export const BACKTEST_NOTE = "Which alerts other rules would have sent, by the checks that are stored.";

type Look = { word: string; tone: Tone; icon: LucideIcon };
export const ALERT_LOOKS: Record<BacktestAlert["kind"], Look> = {
  kept: { word: "Kept", tone: "up", icon: Equal },
  lost: { word: "Lost", tone: "down", icon: CircleMinus },
  added: { word: "Added", tone: "warn", icon: CirclePlus },
};

/** "4 s sooner"; a dash where only one of the policies alerts. */
export function describeDelay({ delayMs }: Pick<BacktestAlert, "delayMs">): string {
  if (delayMs === null) return "–";
  if (Math.abs(delayMs) < 1_000) return "same time";
  return `${formatDuration(Math.abs(delayMs))} ${delayMs < 0 ? "sooner" : "later"}`;
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
export function describeTotals({ present, next, lost, added }: Totals): string {
  if (present === 0 && next === 0) return "Neither set of rules would have sent an alert.";
  if (lost === 0 && added === 0) return `Both would have sent the same ${countOf(next, "alert")}.`;
  const changes = [
    ...(lost > 0 ? [`${formatCount(lost)} fewer`] : []),
    ...(added > 0 ? [`${formatCount(added)} more`] : []),
  ];
  return `${countOf(next, "alert")} instead of ${formatCount(present)}: ${changes.join(", ")}.`;
}

export function progressOf(run: Pick<BacktestView, "done" | "total" | "ticksDone" | "ticksTotal">): number {
  const share = run.ticksTotal > 0 ? run.ticksDone / run.ticksTotal : run.done / run.total;
  return Math.min(1, share);
}

export function describeProgress(run: BacktestListItem): string {
  const ticks = run.ticksTotal > 0 ? ` of about ${formatCount(run.ticksTotal)}` : "";
  return `${formatCount(run.done)} of ${countOf(run.total, "monitor")}, ${formatCount(run.ticksDone)}${ticks} checks replayed`;
}

export const STATUS_LOOKS: Record<BacktestView["status"], { word: string; tone: Tone }> = {
  running: { word: "Running", tone: "idle" },
  done: { word: "Done", tone: "up" },
  failed: { word: "Failed", tone: "down" },
  cancelled: { word: "Cancelled", tone: "idle" },
};
