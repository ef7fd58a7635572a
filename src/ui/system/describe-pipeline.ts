import type { SystemOverview } from "#contracts/view.ts";
import { formatBytes } from "#ui/format/format-bytes.ts";
import { formatCount } from "#ui/format/format-count.ts";
import { formatAgo, formatDuration } from "#ui/format/format-duration.ts";

export type PipelineFigure = { label: string; value: string; note: string; bad: boolean };

const SWEEP_LATE_MS = 120_000;
const ROLLUP_LATE_MS = 300_000;

export function describePipeline(overview: SystemOverview): PipelineFigure[] {
  const { database, redis } = overview;
  return [
    scheduleFigure(overview.scheduleAheadMs),
    ageFigure("Sweep", overview.sweepAgeMs, { lateMs: SWEEP_LATE_MS, note: "looks for lost checks" }),
    ageFigure("Rollup", overview.rollupAgeMs, { lateMs: ROLLUP_LATE_MS, note: "sums up hours and days" }),
    {
      label: "Database",
      value: database.connected ? formatBytes(database.sizeBytes) : "Not reachable",
      note: `${formatCount(database.ticksToday)} checks today`,
      bad: !database.connected,
    },
    {
      label: "Job stream",
      value: redis.connected ? "Connected" : "Not reachable",
      note: redis.error ?? "carries checks to probes",
      bad: !redis.connected,
    },
  ];
}

function scheduleFigure(aheadMs: number | null): PipelineFigure {
  const label = "Schedule";
  if (aheadMs === null) return { label, value: "Not run yet", note: "the cron driver starts it", bad: true };
  if (aheadMs < 0)
    return {
      label,
      value: `${formatDuration(-aheadMs)} behind`,
      note: "is the cron driver running?",
      bad: true,
    };
  return {
    label,
    value: `${Math.floor(aheadMs / 1000)} s ahead`,
    note: "checks already with probes",
    bad: false,
  };
}

function ageFigure(
  label: string,
  ageMs: number | null,
  limits: { lateMs: number; note: string },
): PipelineFigure {
  if (ageMs === null) return { label, value: "Not run yet", note: limits.note, bad: true };
  return { label, value: formatAgo(0, ageMs), note: limits.note, bad: ageMs > limits.lateMs };
}
