import type { RegionCode } from "#contracts/region.ts";
import type { GapReason } from "#contracts/tick.ts";
import type { TraceContext } from "#contracts/trace-context.ts";
import { freshnessMs, type Span, slotsBetween } from "#domain/schedule/slots.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { currentTrace, traced } from "#server/runtime/request/traced.ts";
import { type GapRow, insertGaps } from "#server/store/gap-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRegionRows, type RegionRow } from "#server/store/region-credential-store.ts";
import { type DueSlot, listDueSlots, recordOutage, takeCatchUps } from "#server/store/schedule-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";
import { addCatchUps, addWindows } from "./add-jobs.ts";
import { type Backlog, readBacklog } from "./backlog.ts";
import { mendStream, readEpoch, type StreamEpoch } from "./stream-epoch.ts";

/** How far ahead of now probes are given their jobs: a cron that is dropped or late once loses nothing. */
export const LOOK_AHEAD_MS = 75_000;
/** Windows end at whole multiples, so a window that is added again after a crash has the same entry ids. */
export const WINDOW_MS = 1_000;
/** A watermark further behind than this means that the schedule stood still: older slots are an outage. */
const OUTAGE_AFTER_MS = 60_000;

export type ScheduleMemory = { backlogs: Map<RegionCode, Backlog> };

export type SliceResult =
  | {
      kind: "done";
      jobs: number;
      entries: number;
      gaps: number;
      gapsBy: ReadonlyMap<GapReason, number>;
      pokeUrls: string[];
    }
  | { kind: "busy" }
  | { kind: "failed"; reason: string };

/** `epoch`: null where there is nothing new to add. */
type Slice = { now: number; span: Span; epoch: StreamEpoch | null };

/** One slice: everything in Postgres is written before Redis, so a failure of Redis rolls back and is tried again. */
export async function runSlice(deps: Deps, memory: ScheduleMemory): Promise<SliceResult> {
  try {
    // A trace of its own: that of the call which runs slices for a minute would never end.
    return await traced(
      { name: "cron slice", parent: null, links: linksOf(currentTrace()) },
      async (span) => {
        const slice = await runInTransaction(deps, memory);
        if (slice.kind === "done") span?.set({ "uptick.jobs": slice.jobs, "uptick.entries": slice.entries });
        return slice;
      },
    );
  } catch (error) {
    deps.log.warn({ err: error }, "A slice of the schedule failed and is tried again.");
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

function linksOf(trace: TraceContext | null): TraceContext[] {
  return trace === null ? [] : [trace];
}

function runInTransaction(deps: Deps, memory: ScheduleMemory): Promise<SliceResult> {
  return traced({ name: "schedule" }, () =>
    // Catch-ups and due slots must see the same assignments: a monitor is in both or in neither.
    inTransaction(deps.pool, (sql) => addSlice(deps, sql, memory), { isolation: "repeatable read" }),
  );
}

async function addSlice(deps: Deps, sql: Sql, memory: ScheduleMemory): Promise<SliceResult> {
  if (!(await tryStageLock(sql, "schedule"))) return { kind: "busy" };
  const now = deps.clock();
  const regions = await listRegionRows(sql);
  const catchUps = await takeCatchUps(sql);
  const span = await advance(sql, now);
  const epoch = span.toMs > span.fromMs ? await readEpoch(deps, sql) : null;
  const slice: Slice = { now, span, epoch };

  const blocked = await listBlocked(deps, memory, regions);
  const caughtUp = catchUps.flatMap((grid) =>
    slotsBetween({ ...grid, untilMs: null }, { fromMs: grid.fromMs - 1, toMs: span.fromMs }).map(
      (scheduledAt) => ({ ...grid, scheduledAt }),
    ),
  );
  const due = await listDueSlots(sql, addedSpan(slice));
  const urgent = sortOut(caughtUp, { now, blocked, span });
  const checks = sortOut(due, { now, blocked, span });
  const gaps = await insertGaps(sql, [...urgent.gaps, ...checks.gaps]);
  await recordBlocked(sql, { regions, blocked, span });

  if (epoch?.isNew) await mendStream(deps, sql, { regions, epoch });
  const target = { stream: deps.stream, codes: new Map(regions.map((region) => [region.id, region.code])) };
  const entries =
    (epoch === null
      ? 0
      : await addWindows(target, { slots: checks.jobs, span, windowMs: WINDOW_MS, epoch })) +
    (await addCatchUps(target, urgent.jobs));
  return {
    kind: "done",
    jobs: urgent.jobs.length + checks.jobs.length,
    entries,
    gaps,
    gapsBy: countReasons([...urgent.gaps, ...checks.gaps]),
    pokeUrls: regions.flatMap((region) => (region.enabled && region.pokeUrl ? [region.pokeUrl] : [])),
  };
}

/** Moves the watermark to the end of the look-ahead and returns what lies between. */
async function advance(sql: Sql, now: number): Promise<Span> {
  const saved = await findWatermark(sql, "schedule");
  const aheadMs = Math.floor((now + LOOK_AHEAD_MS) / WINDOW_MS) * WINDOW_MS;
  let fromMs = saved ?? now;
  if (fromMs < now - OUTAGE_AFTER_MS) {
    await recordOutage(sql, { regionId: null, fromMs, toMs: now - OUTAGE_AFTER_MS, reason: "not_scheduled" });
    fromMs = now - OUTAGE_AFTER_MS;
  }
  const toMs = Math.max(fromMs, aheadMs);
  if (toMs !== saved) await moveWatermark(sql, { name: "schedule", atMs: toMs });
  return { fromMs, toMs };
}

/** After Redis has lost its data, what had been added for the time to come is added again. */
function addedSpan({ now, span, epoch }: Slice): Span {
  return epoch?.isNew ? { fromMs: Math.min(now, span.fromMs), toMs: span.toMs } : span;
}

/** Regions that are given no jobs now, and why. */
async function listBlocked(
  deps: Deps,
  memory: ScheduleMemory,
  regions: readonly RegionRow[],
): Promise<Map<number, GapReason>> {
  const blocked = new Map<number, GapReason>();
  for (const region of regions) {
    if (!region.enabled) blocked.set(region.id, "not_scheduled");
    else if ((await readBacklog(deps, memory.backlogs, region.code)) > deps.settings.backlogCap)
      blocked.set(region.id, "backpressure");
  }
  return blocked;
}

type Sorted = { jobs: DueSlot[]; gaps: GapRow[] };

/** A slot becomes a job, or a gap when it is too late. New slots of a blocked region are covered by its outage. */
function sortOut(
  slots: readonly DueSlot[],
  given: { now: number; blocked: ReadonlyMap<number, GapReason>; span: Span },
): Sorted {
  const sorted: Sorted = { jobs: [], gaps: [] };
  for (const slot of slots) {
    const blockedBy = given.blocked.get(slot.regionId);
    if (blockedBy !== undefined && slot.scheduledAt > given.span.fromMs) continue;
    const isStale = slot.scheduledAt < given.now - freshnessMs(slot.intervalMs);
    const reason = blockedBy ?? (isStale ? "not_scheduled" : null);
    if (reason === null) sorted.jobs.push(slot);
    else sorted.gaps.push({ ...slot, reason });
  }
  return sorted;
}

function countReasons(gaps: readonly GapRow[]): Map<GapReason, number> {
  const counts = new Map<GapReason, number>();
  for (const { reason } of gaps) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

async function recordBlocked(
  sql: Sql,
  given: { regions: readonly RegionRow[]; blocked: ReadonlyMap<number, GapReason>; span: Span },
): Promise<void> {
  if (given.span.toMs <= given.span.fromMs) return;
  for (const [regionId, reason] of given.blocked) {
    await recordOutage(sql, { regionId, ...given.span, reason });
  }
}
