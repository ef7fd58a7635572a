import { encodeJobs, MAX_JOBS_PER_ENTRY } from "#contracts/job.ts";
import { urgentKey } from "#contracts/stream-keys.ts";
import { SLOT_DEADLINE_MS } from "#domain/schedule/slots.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { judgeNow } from "#server/runtime/judge-now.ts";
import { count } from "#server/runtime/metrics/metrics.ts";
import { currentTrace } from "#server/runtime/request/traced.ts";
import type { Sql } from "#server/store/prisma.ts";
import { deleteSilentProbes } from "#server/store/probe-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import {
  findFirstAssignment,
  healGapsBetween,
  listOverdueSlots,
  listSilentMonitors,
  type OverdueSlot,
  writeOffSlots,
} from "#server/store/sweep-store.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";

const DAY_MS = 86_400_000;
/** A sweep that comes late works through the time it missed in steps, each committed. */
const STEP_MS = 10 * 60_000;
const BUDGET_MS = 25_000;
const HEAL_BACK_MS = 5 * 60_000;
const PROBE_ALIVE_MS = 30_000;
/** Bounds what a struggling probe is given again. */
const MAX_REQUEUED = 1_000;
const SILENT_BATCH = 500;

export type SweepReport = {
  ok: boolean;
  busy: boolean;
  lost: number;
  healed: number;
  requeued: number;
  silent: number;
};

/** Accounts for every slot past its deadline, gives fresh ones another try and marks monitors nobody reports on. */
export async function runSweep(deps: Deps): Promise<SweepReport> {
  const report: SweepReport = { ok: true, busy: false, lost: 0, healed: 0, requeued: 0, silent: 0 };
  const endsAt = deps.clock() + BUDGET_MS;
  for (;;) {
    const step = await inTransaction(deps.pool, (sql) => sweepStep(deps, sql));
    if (step.kind === "busy") {
      count("uptick_sweep_runs_total", { result: "busy" });
      return { ...report, busy: true };
    }
    report.lost += step.lost;
    report.healed += step.healed;
    report.requeued += await requeue(deps, step.overdue);
    if (step.isLast || deps.clock() >= endsAt) break;
  }
  report.silent = await judgeSilentMonitors(deps);
  await deleteSilentProbes(deps.pool, deps.clock() - DAY_MS);
  measure(report);
  return report;
}

function measure({ lost, healed, requeued }: SweepReport): void {
  count("uptick_sweep_runs_total", { result: "done" });
  count("uptick_gaps_total", { source: "sweep", reason: "lost" }, lost);
  for (const [result, slots] of Object.entries({ lost, healed, requeued })) {
    count("uptick_sweep_slots_total", { result }, slots);
  }
}

type Step =
  | { kind: "busy" }
  | { kind: "done"; lost: number; healed: number; overdue: OverdueSlot[]; isLast: boolean };

/** The watermark is the moment of the last sweep: each slot passes its deadline in exactly one step. */
async function sweepStep(deps: Deps, sql: Sql): Promise<Step> {
  if (!(await tryStageLock(sql, "sweep"))) return { kind: "busy" };
  const now = deps.clock();
  const saved = (await findWatermark(sql, "sweep")) ?? (await findFirstAssignment(sql)) ?? now;
  const sinceMs = Math.min(saved, now);
  const untilMs = Math.min(now, sinceMs + STEP_MS);
  const isLast = untilMs === now;

  const lost = await writeOffSlots(sql, {
    fromMs: sinceMs - SLOT_DEADLINE_MS,
    toMs: untilMs - SLOT_DEADLINE_MS,
  });
  const healed = await healGapsBetween(sql, {
    fromMs: sinceMs - SLOT_DEADLINE_MS - HEAL_BACK_MS,
    toMs: untilMs - SLOT_DEADLINE_MS,
  });
  const overdue = isLast
    ? await listOverdueSlots(sql, {
        sinceMs: Math.max(sinceMs, now - 60_000),
        nowMs: now,
        seenAfterMs: now - PROBE_ALIVE_MS,
        limit: MAX_REQUEUED,
      })
    : [];
  await moveWatermark(sql, { name: "sweep", atMs: untilMs });
  return { kind: "done", lost, healed, overdue, isLast };
}

/** Best effort, after the commit: what cannot be added now becomes a gap at its deadline. */
async function requeue(deps: Deps, overdue: readonly OverdueSlot[]): Promise<number> {
  const regions = new Map<string, OverdueSlot[]>();
  for (const slot of overdue) regions.set(slot.region, [...(regions.get(slot.region) ?? []), slot]);

  let added = 0;
  for (const [region, slots] of regions) {
    for (let at = 0; at < slots.length; at += MAX_JOBS_PER_ENTRY) {
      const jobs = slots
        .slice(at, at + MAX_JOBS_PER_ENTRY)
        .map(({ monitorId, configVersion, scheduledAt }) => ({
          monitorId,
          configVersion,
          scheduledAt,
          origin: "scheduled" as const,
        }));
      try {
        await deps.stream.add(urgentKey(region), encodeJobs(jobs, currentTrace()));
        added += jobs.length;
      } catch (error) {
        deps.log.warn({ err: error, region, jobs: jobs.length }, "Overdue slots could not be given again.");
        return added;
      }
    }
  }
  return added;
}

async function judgeSilentMonitors(deps: Deps): Promise<number> {
  const nowMs = deps.clock();
  const silent = await listSilentMonitors(deps.pool, { nowMs, limit: SILENT_BATCH });
  if (silent.length === 0) return 0;
  return (await judgeNow(deps, silent)).changed;
}
