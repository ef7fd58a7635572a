import type { SystemOverview } from "#contracts/view.ts";

type Pipeline = Pick<SystemOverview, "scheduleAheadMs" | "sweepAgeMs" | "rollupAgeMs" | "database" | "redis">;
export type Stage = "schedule" | "sweep" | "rollup" | "database" | "stream";

const SWEEP_LATE_MS = 120_000;
const ROLLUP_LATE_MS = 300_000;

/** The stages that a person should look at. One that has never run is among them. */
export function findBadStages(overview: Pipeline): Stage[] {
  const { scheduleAheadMs, sweepAgeMs, rollupAgeMs, database, redis } = overview;
  const bad: Record<Stage, boolean> = {
    schedule: scheduleAheadMs === null || scheduleAheadMs < 0,
    sweep: sweepAgeMs === null || sweepAgeMs > SWEEP_LATE_MS,
    rollup: rollupAgeMs === null || rollupAgeMs > ROLLUP_LATE_MS,
    database: !database.connected,
    stream: !redis.connected,
  };
  return (Object.keys(bad) as Stage[]).filter((stage) => bad[stage]);
}
