import type { ProbeReceipt, ProbeReport } from "#contracts/probe-rpc.ts";
import type { Tick } from "#contracts/tick.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { judgeAt, type SettleDeps, settleJudged } from "#server/runtime/judge-now.ts";
import { count } from "#server/runtime/metrics/metrics.ts";
import { traced } from "#server/runtime/request/traced.ts";
import { saveFindings } from "#server/store/finding-store.ts";
import { healGaps, insertGaps } from "#server/store/gap-store.ts";
import { type Judged, judgeMonitors, NOTHING_JUDGED } from "#server/store/judge-monitors.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction, isMissingPartition, isRetryable } from "#server/store/sql-transaction.ts";
import { insertEvidence, insertTicks } from "#server/store/tick-store.ts";
import { lowerWatermark } from "#server/store/watermark-store.ts";

const ATTEMPTS = 5;
const MAX_RETRY_DELAY_MS = 50;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A tick from further ahead comes from a wrong clock. */
const MAX_AHEAD_MS = 5 * 60_000;
/** From this age on a slot may have been written off as a gap. */
const GAP_AGE_MS = 15_000;
/** Hours that ended longer ago than this have been rolled up for good; a later tick has them done again. */
const ROLLUP_GRACE_MS = 10 * 60_000;

export type IngestDeps = SettleDeps & Pick<Deps, "pool" | "clock" | "newId" | "sleep" | "settings">;
export type RegionReport = { regionId: number; report: ProbeReport };

/** Stores a report and judges the monitors it concerns in one transaction; a repeat changes nothing. */
export function ingestReport(deps: IngestDeps, given: RegionReport): Promise<ProbeReceipt> {
  const { ticks } = given.report;
  return traced({ name: "ingest", attributes: { "uptick.ticks": ticks.length } }, () => save(deps, given));
}

async function save(deps: IngestDeps, given: RegionReport): Promise<ProbeReceipt> {
  const { regionId, report } = given;
  const receipt = await repeatedly(
    deps,
    report,
    async () => (await saveCalmReport(deps, given)) ?? (await saveOtherReport(deps, given)),
  );
  // By themselves, so that calm reports stay one statement; a report that is repeated writes them again.
  await repeatedly(deps, report, () => saveFindings(deps.pool, { regionId, ticks: report.ticks }));
  return receipt;
}

async function repeatedly<Result>(
  deps: IngestDeps,
  report: ProbeReport,
  save: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await save();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      count("uptick_ingest_retries_total", {});
      if (isMissingPartition(error)) await makePartitions(deps, report);
      else if (isRetryable(error)) await deps.sleep(jitterMs(deps, attempt));
      else throw error;
    }
  }
}

/** Most reports say that all is well: one statement, without a transaction around it. Null when there is more to do. */
async function saveCalmReport(deps: IngestDeps, given: RegionReport): Promise<ProbeReceipt | null> {
  const nowMs = deps.clock();
  const { ticks, gaps, regionHealthy: vote } = given.report;
  const isCalm = ticks.every(
    (tick) =>
      tick.outcome === "ok" &&
      tick.evidence === undefined &&
      tick.scheduledAt > nowMs - GAP_AGE_MS &&
      tick.scheduledAt <= nowMs + MAX_AHEAD_MS,
  );
  if (!isCalm || ticks.length === 0 || gaps.length > 0) return null;
  const batch = { regionId: given.regionId, vote, ticks, unlessJudged: true };
  const { inserted, known, candidates } = await insertTicks(deps.pool, batch);
  if (candidates.length > 0) return null;
  count("uptick_ingest_saves_total", { way: "calm" });
  return { accepted: inserted, duplicates: known - inserted, dropped: ticks.length - known };
}

/** What follows is brought on its way after the commit: before it nobody else can see it. */
async function saveOtherReport(deps: IngestDeps, given: RegionReport): Promise<ProbeReceipt> {
  const { receipt, judged } = await inTransaction(deps.pool, (sql) => saveReport(deps, sql, given), {
    plans: "once",
  });
  count("uptick_ingest_saves_total", { way: "judged" });
  await settleJudged(deps, judged);
  return receipt;
}

type Saved = { receipt: ProbeReceipt; judged: Judged };

async function saveReport(deps: IngestDeps, sql: Sql, given: RegionReport): Promise<Saved> {
  const nowMs = deps.clock();
  const ticks = given.report.ticks.filter((tick) =>
    isStorable(deps, { scheduledAt: tick.scheduledAt, nowMs }),
  );
  const { inserted, known, judged } = await saveTicks(deps, sql, { ...given, ticks, nowMs });
  await insertGaps(
    sql,
    given.report.gaps
      .filter((gap) => isStorable(deps, { scheduledAt: gap.scheduledAt, nowMs }))
      .map((gap) => ({ ...gap, regionId: given.regionId })),
  );
  const dropped = given.report.ticks.length - known;
  return { receipt: { accepted: inserted, duplicates: known - inserted, dropped }, judged };
}

async function saveTicks(
  deps: IngestDeps,
  sql: Sql,
  given: RegionReport & { ticks: readonly Tick[]; nowMs: number },
): Promise<{ inserted: number; known: number; judged: Judged }> {
  const { ticks, nowMs, regionId } = given;
  if (ticks.length === 0) return { inserted: 0, known: 0, judged: NOTHING_JUDGED };
  const batch = { regionId, vote: given.report.regionHealthy, ticks };
  const [, { inserted, known, candidates }] = await Promise.all([
    insertEvidence(sql, batch),
    insertTicks(sql, batch),
  ]);
  const judged = await judgeMonitors(sql, candidates, judgeAt(deps, nowMs));
  await correctThePast(sql, { regionId, ticks, nowMs });
  return { inserted, known, judged };
}

/** Late ticks end the gaps that stood for them and have their hours rolled up again. */
async function correctThePast(
  sql: Sql,
  given: { regionId: number; ticks: readonly Tick[]; nowMs: number },
): Promise<void> {
  const late = given.ticks.filter((tick) => tick.scheduledAt < given.nowMs - GAP_AGE_MS);
  if (late.length === 0) return;
  await healGaps(sql, {
    regionId: given.regionId,
    monitorIds: late.map((tick) => tick.monitorId),
    scheduledAt: late.map((tick) => tick.scheduledAt),
  });
  const oldestHourMs = startOfHour(Math.min(...late.map((tick) => tick.scheduledAt)));
  if (oldestHourMs < startOfHour(given.nowMs - ROLLUP_GRACE_MS)) {
    await lowerWatermark(sql, { name: "rollup_hour", atMs: oldestHourMs });
  }
}

function isStorable(deps: IngestDeps, slot: { scheduledAt: number; nowMs: number }): boolean {
  const oldestMs = slot.nowMs - deps.settings.tickDays * DAY_MS;
  return slot.scheduledAt <= slot.nowMs + MAX_AHEAD_MS && slot.scheduledAt >= oldestMs;
}

async function makePartitions(deps: IngestDeps, report: ProbeReport): Promise<void> {
  const nowMs = deps.clock();
  const slots = [...report.ticks, ...report.gaps].filter(({ scheduledAt }) =>
    isStorable(deps, { scheduledAt, nowMs }),
  );
  const times = slots.map((slot) => slot.scheduledAt);
  const made = await ensureDays(deps.pool, { fromMs: Math.min(...times), toMs: Math.max(...times) });
  deps.log.warn({ made }, "Partitions were missing and have been made.");
}

/** Spreads the writers that collided, without a random source: each new id differs. */
function jitterMs(deps: IngestDeps, attempt: number): number {
  const scatter = Number.parseInt(deps.newId().replaceAll("-", "").slice(-4), 16) / 0xffff;
  return Math.ceil(scatter * MAX_RETRY_DELAY_MS * attempt);
}

function startOfHour(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}
