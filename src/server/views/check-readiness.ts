import type { JobStream } from "#contracts/stream.ts";
import { checksKey } from "#contracts/stream-keys.ts";
import type { Sql } from "#server/store/prisma.ts";
import { isMigrated, listWatermarks } from "#server/store/system-store.ts";
import { withinTime } from "./within-time.ts";

const WAIT_MS = 3_000;
/** The schedule moves its mark each second. */
const LATE_MS = 5 * 60_000;

/** `waiting`: the schedule has never run here. */
export type PipelineState = "running" | "late" | "waiting";

export type Readiness = {
  /** Whether requests should come here. */
  ok: boolean;
  checks: { database: boolean; migrations: boolean; stream: boolean; pipeline: PipelineState | null };
  /** What is wrong although requests are served. */
  degraded: ("stream" | "pipeline")[];
};

/**
 * Whether this process can serve; says which part does not answer, and nothing else. Without Redis, or while the pipeline
 * stands still, it serves all the same: screens and status pages are needed then more than ever, probes still
 * report here, and taking every instance away would mend nothing.
 */
export async function checkReadiness(deps: {
  sql: Sql;
  stream: JobStream;
  now: () => Date;
  latestMigration: string | null;
}): Promise<Readiness> {
  const [migrated, stream, pipeline] = await Promise.all([
    withinTime(isMigrated(deps.sql, deps.latestMigration), WAIT_MS),
    withinTime(
      deps.stream.length(checksKey("ready")).then(() => true),
      WAIT_MS,
    ),
    withinTime(readPipelineState(deps.sql, deps.now().getTime()), WAIT_MS),
  ]);
  const checks = {
    database: migrated !== null,
    migrations: migrated === true,
    stream: stream === true,
    pipeline,
  };
  const degraded: Readiness["degraded"] = [];
  if (!checks.stream) degraded.push("stream");
  if (pipeline === "late") degraded.push("pipeline");
  return { ok: checks.database && checks.migrations, checks, degraded };
}

async function readPipelineState(sql: Sql, nowMs: number): Promise<PipelineState> {
  const schedule = (await listWatermarks(sql)).get("schedule");
  if (schedule === undefined) return "waiting";
  return nowMs - schedule.updatedAt > LATE_MS ? "late" : "running";
}
