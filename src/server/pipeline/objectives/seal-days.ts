import { DayRecord } from "#contracts/sla-report.ts";
import { DAY_MS, isSameDay, makeDayRecord, writeDay } from "#domain/objective/day-record.ts";
import { NO_LINK } from "#domain/objective/derive-report.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import {
  findFirstDay,
  insertLinks,
  listDayChecks,
  listSealedMonitors,
  type NewLink,
  type SealedMonitor,
} from "#server/store/day-link-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { listTimelines } from "#server/store/timeline-store.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";

/** Ten thousand monitors are two batches of five statements. */
const BATCH = 5_000;
/** What comes in later than this after the day's end is a correction. */
const GRACE_MS = 3_600_000;
/** So many days before the newest one are compared with what is known now. */
const COMPARED_DAYS = 3;
const BUDGET_MS = 20_000;

/**
 * Seals each UTC day that is over, of every monitor, with the day before it, and corrects the days before. A second run
 * changes nothing. Returns the links that were added.
 */
export async function sealDays(deps: Deps): Promise<number> {
  const endsAt = deps.clock() + BUDGET_MS;
  let links = 0;
  do {
    const dayMs = await findNextDay(deps);
    if (dayMs === null) return links;
    for (let back = COMPARED_DAYS; back >= 0; back -= 1) {
      const added = await sealDay(deps, { dayMs: dayMs - back * DAY_MS, isNew: back === 0 });
      if (added === null) return links;
      links += added;
    }
    await moveWatermark(deps.pool, { name: "day_link", atMs: dayMs + DAY_MS });
  } while (deps.clock() < endsAt);
  return links;
}

/** Null: none is over whose figures are there. */
async function findNextDay({ pool, clock }: Deps): Promise<number | null> {
  const nextMs = (await findWatermark(pool, "day_link")) ?? (await findFirstDay(pool));
  if (nextMs === null) return null;
  const dayMs = Math.floor(nextMs / DAY_MS) * DAY_MS;
  const dayEndMs = dayMs + DAY_MS;
  if (clock() < dayEndMs + GRACE_MS) return null;
  const [hours, days] = await Promise.all([
    findWatermark(pool, "rollup_hour"),
    findWatermark(pool, "rollup_day"),
  ]);
  return (hours ?? 0) >= dayEndMs && (days ?? 0) >= dayEndMs ? dayMs : null;
}

type Day = {
  dayMs: number /** Otherwise only monitors that have a link of the day are compared. */;
  isNew: boolean;
};

/** Null while another process seals. */
async function sealDay(deps: Deps, day: Day): Promise<number | null> {
  let links = 0;
  for (let afterId = 0; ; ) {
    const batch = await inTransaction(deps.pool, (sql) => sealBatch(sql, day, afterId));
    if (batch === null) return null;
    links += batch.links;
    if (batch.lastId === null) return links;
    afterId = batch.lastId;
  }
}

async function sealBatch(
  sql: Sql,
  { dayMs, isNew }: Day,
  afterId: number,
): Promise<{ links: number; lastId: number | null } | null> {
  if (!(await tryStageLock(sql, "day_link"))) return null;
  const dayEndMs = dayMs + DAY_MS;
  const monitors = await listSealedMonitors(sql, { dayMs, dayEndMs, afterId, limit: BATCH });
  const judged = isNew ? monitors : monitors.filter(({ own }) => own !== null);
  const monitorIds = judged.map(({ id }) => id);
  const [timelines, checks] = await Promise.all([
    listTimelines(sql, { members: judged, fromMs: dayMs, toMs: dayEndMs }),
    listDayChecks(sql, { monitorIds, fromMs: dayMs, toMs: dayEndMs }),
  ]);
  const links = judged.flatMap((monitor) => {
    const timeline = timelines.get(monitor.id);
    if (timeline === undefined) return [];
    const facts = { monitor: monitor.publicId, dayMs, timeline, knownToMs: null };
    return linkOf(monitor, (place) =>
      makeDayRecord({ ...facts, ...place, checks: checks.get(`${monitor.id} ${dayMs}`) ?? {} }),
    );
  });
  const lastId = monitors.length < BATCH ? null : (monitors.at(-1)?.id ?? null);
  return { links: await insertLinks(sql, links), lastId };
}

type Place = { seq: number; corrects: number | null };

/** None where the chain says the same already. */
function linkOf({ id, last, own }: SealedMonitor, make: (place: Place) => DayRecord): NewLink[] {
  const seq = (last?.seq ?? 0) + 1;
  const record = make({ seq, corrects: own?.seq ?? null });
  if (own !== null && isSameDay(DayRecord.parse(JSON.parse(own.body)), record)) return [];
  const body = writeDay(record);
  const previous = last?.hash ?? NO_LINK;
  return [{ monitorId: id, seq, day: record.day, body, previous, hash: sha256Hex(`${previous}\n${body}`) }];
}
