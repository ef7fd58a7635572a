import type { Deps } from "#server/runtime/deps.ts";
import { deleteOldArtifacts } from "#server/store/artifact-store.ts";
import { deleteOldAudit } from "#server/store/audit-erasure-store.ts";
import { deleteOldIdempotencyKeys } from "#server/store/idempotency-store.ts";
import { dropDaysBefore, ensureDays, findOldestDay } from "#server/store/partition-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { CHANGES_KNOWN_MS } from "#server/store/probe-store.ts";
import { deleteExpired, purgeDeleted } from "#server/store/retention-store.ts";
import { measureSlotRate, rollUpDay, rollUpHour } from "#server/store/rollup-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findTickExport } from "#server/store/tick-export-store.ts";
import { deleteOldTrials } from "#server/store/trial-store.ts";
import {
  advanceWatermark,
  findWatermark,
  lowerWatermark,
  moveWatermark,
  tryStageLock,
} from "#server/store/watermark-store.ts";
import { refreshStalest } from "#server/views/refresh-figures.ts";
import { refreshBaselines } from "./refresh-baselines.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The delivery log of incidents that are over goes back so far. */
const DELIVERY_DAYS = 90;
/** Two years of who did what. */
const AUDIT_DAYS = 730;
const BUDGET_MS = 40_000;
/** An hour is recomputed until this long after its end; ingest lowers the watermark for ticks that come later. */
const GRACE_MS = 10 * 60_000;
/** Slots younger than this may still be on their way. */
const EXPECTED_AGE_MS = 30_000;
const OPEN_HOUR_MIN_MS = 50_000;
const OPEN_HOUR_MAX_MS = 15 * 60_000;
/** Recomputing the open hour costs about as much per tick as storing it: the busier, the more rarely. */
const OPEN_HOUR_MS_PER_RATE = 600;

export type RollupReport = {
  ok: boolean;
  busy: boolean;
  hours: number;
  days: number;
  daysMade: number;
  dropped: string[];
  purged: number;
  baselines: number;
  figures: number;
};

/** Recomputes hours and days that may have changed, makes partitions ahead and removes what is kept no longer. */
export async function runRollup(deps: Deps): Promise<RollupReport> {
  const report: RollupReport = {
    ok: true,
    busy: false,
    hours: 0,
    days: 0,
    daysMade: 0,
    dropped: [],
    purged: 0,
    baselines: 0,
    figures: 0,
  };
  const now = deps.clock();
  report.daysMade = await ensureDays(deps.pool, { fromMs: now - DAY_MS, toMs: now + 3 * DAY_MS });

  const endsAt = now + BUDGET_MS;
  for (;;) {
    const step = await inTransaction(deps.pool, (sql) => rollUpStep(deps, sql));
    if (step.kind === "busy") return { ...report, busy: true };
    report.hours += step.hours;
    report.days += step.days;
    if (step.kind === "last" || deps.clock() >= endsAt) break;
  }

  report.baselines = await refreshBaselines(deps);
  report.figures = await refreshStalest(deps.pool, now);
  report.dropped = await dropOldDays(deps);
  await deleteExpired(deps.pool, {
    rollupMs: now - deps.settings.rollupHourDays * DAY_MS,
    tickMs: now - (deps.settings.tickDays + 1) * DAY_MS,
    deliveryMs: now - DELIVERY_DAYS * DAY_MS,
  });
  await deleteOldIdempotencyKeys(deps.pool, new Date(now - DAY_MS));
  await deleteOldTrials(deps.pool, now);
  await deleteOldArtifacts(deps.pool, now);
  // Until then probes learn of the deletion by the row that asks for the purge.
  report.purged = await purgeDeleted(deps.pool, now - 2 * CHANGES_KNOWN_MS);
  await inTransaction(deps.pool, (sql) => deleteOldAudit(sql, now - AUDIT_DAYS * DAY_MS));
  return report;
}

type Step = { kind: "busy" } | { kind: "more" | "last"; hours: number; days: number };

/** One closed hour, or all hours that are still open, with the days that they end. */
async function rollUpStep(deps: Deps, sql: Sql): Promise<Step> {
  if (!(await tryStageLock(sql, "rollup_hour"))) return { kind: "busy" };
  const now = deps.clock();
  const finalMs = startOfHour(now - GRACE_MS);
  const fromMs = await readStart(sql, finalMs);

  if (fromMs < finalMs) {
    await rollUpHour(sql, { fromMs, expectedToMs: fromMs + HOUR_MS - 1 });
    await lowerWatermark(sql, { name: "rollup_day", atMs: fromMs });
    await advanceWatermark(sql, { name: "rollup_hour", fromMs, toMs: fromMs + HOUR_MS });
    return { kind: "more", hours: 1, days: 0 };
  }
  // Says that the stage is alive, also when there is nothing to recompute.
  await advanceWatermark(sql, { name: "rollup_hour", fromMs, toMs: fromMs });
  const hours = await rollUpOpenHours(sql, { finalMs, now });
  const days = await rollUpDays(sql, { finalMs, now });
  return { kind: "last", hours, days };
}

/** The first run starts at the oldest tick that can exist. */
async function readStart(sql: Sql, finalMs: number): Promise<number> {
  const saved = await findWatermark(sql, "rollup_hour");
  if (saved !== null) return saved;
  const startMs = (await findOldestDay(sql)) ?? finalMs;
  await moveWatermark(sql, { name: "rollup_hour", atMs: startMs });
  return startMs;
}

async function rollUpOpenHours(sql: Sql, at: { finalMs: number; now: number }): Promise<number> {
  const refreshedMs = await findWatermark(sql, "rollup_open");
  const restMs = Math.min(
    Math.max((await measureSlotRate(sql)) * OPEN_HOUR_MS_PER_RATE, OPEN_HOUR_MIN_MS),
    OPEN_HOUR_MAX_MS,
  );
  if (refreshedMs !== null && at.now >= refreshedMs && at.now - refreshedMs < restMs) return 0;

  let hours = 0;
  for (let fromMs = at.finalMs; fromMs <= at.now; fromMs += HOUR_MS) {
    await rollUpHour(sql, {
      fromMs,
      expectedToMs: Math.min(fromMs + HOUR_MS - 1, at.now - EXPECTED_AGE_MS),
    });
    hours += 1;
  }
  await moveWatermark(sql, { name: "rollup_open", atMs: at.now });
  return hours;
}

/** Days are merged from hours once an hour: merging sketches each minute would cost more than it tells. */
async function rollUpDays(sql: Sql, at: { finalMs: number; now: number }): Promise<number> {
  const saved = await findWatermark(sql, "rollup_day");
  if (saved !== null && saved >= at.finalMs) return 0;
  const firstMs = saved ?? (await findOldestDay(sql)) ?? at.finalMs;
  let days = 0;
  for (let dayMs = Math.floor(firstMs / DAY_MS) * DAY_MS; dayMs <= at.now; dayMs += DAY_MS) {
    await rollUpDay(sql, dayMs);
    days += 1;
  }
  await moveWatermark(sql, { name: "rollup_day", atMs: at.finalMs });
  return days;
}

/** Never drops a day whose hours have not been rolled up for good, or that still has to be written elsewhere. */
async function dropOldDays(deps: Deps): Promise<string[]> {
  const keptFromMs = deps.clock() - deps.settings.tickDays * DAY_MS;
  const rolledUpMs = await findWatermark(deps.pool, "rollup_hour");
  if (rolledUpMs === null) return [];
  const beforeMs = Math.min(keptFromMs, rolledUpMs, await exportedUntil(deps, keptFromMs));
  return inTransaction(deps.pool, (sql) => dropDaysBefore(sql, beforeMs));
}

/** What cannot be exported is kept for some days more, and not until the disk is full. */
async function exportedUntil(deps: Deps, keptFromMs: number): Promise<number> {
  if (deps.tickArchive === null) return Number.POSITIVE_INFINITY;
  const { doneToMs } = await findTickExport(deps.pool);
  return Math.max(doneToMs ?? 0, keptFromMs - deps.settings.exportGraceDays * DAY_MS);
}

function startOfHour(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}
