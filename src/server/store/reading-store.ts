import { Origin } from "#contracts/job.ts";
import { Outcome } from "#contracts/tick.ts";
import type { Reading } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

/** A tick as the verdict sees it. Without a vote it only says that its slot is accounted for. */
export type StoredTick = Reading & { vote: boolean };

/** A monitor in a region, whose newest ticks are wanted: those after a moment, and at most so many. */
export type WantedTicks = {
  monitorId: number;
  regionId: number;
  region: string;
  fromMs: number;
  most: number;
};

/** Bounds what a monitor can cost that was not judged for long. */
const MOST_PER_REGION = 300;
/** Ticks from further ahead come from a wrong clock. */
const AHEAD_MS = 5 * 60_000;

type TickRow = [
  monitorId: number,
  regionId: number,
  scheduledAt: number,
  lateMs: number,
  outcome: number,
  origin: number,
  vote: boolean,
  totalUs: number,
  dnsUs: number | null,
  connectUs: number | null,
  tlsUs: number | null,
  ttfbUs: number | null,
  transferUs: number | null,
];

/** The newest ticks of each monitor in each region that was asked for, by monitor id. */
export async function listStoredTicks(
  sql: Sql,
  asked: { nowMs: number; oldestMs: number; wanted: readonly WantedTicks[] },
): Promise<Map<number, StoredTick[]>> {
  const { rows } = await sql.query<TickRow>({
    name: "list-readings",
    text: `SELECT a.monitor_id, a.region_id, (extract(epoch FROM t.scheduled_at) * 1000)::float8, t.late_ms, t.outcome,
        t.origin, t.vote, t.total_us, t.dns_us, t.connect_us, t.tls_us, t.ttfb_us, t.transfer_us
      FROM unnest($1::int[], $2::smallint[], $3::float8[], $4::int[])
        AS a(monitor_id, region_id, from_ms, most)
      CROSS JOIN LATERAL (
        SELECT * FROM tick
        WHERE tick.monitor_id = a.monitor_id AND tick.region_id = a.region_id
          AND tick.scheduled_at > to_timestamp(a.from_ms / 1000.0)
          AND tick.scheduled_at > to_timestamp($5 / 1000.0) AND tick.scheduled_at < to_timestamp($6 / 1000.0)
        ORDER BY tick.scheduled_at DESC LIMIT a.most
      ) AS t`,
    values: [
      asked.wanted.map((one) => one.monitorId),
      asked.wanted.map((one) => one.regionId),
      asked.wanted.map((one) => one.fromMs),
      asked.wanted.map((one) => Math.min(one.most, MOST_PER_REGION)),
      asked.oldestMs,
      asked.nowMs + AHEAD_MS,
    ],
    rowMode: "array",
  });
  const codes = new Map(asked.wanted.map((one) => [one.regionId, one.region]));
  const ticks = new Map<number, StoredTick[]>();
  for (const row of rows) {
    const list = ticks.get(row[0]) ?? [];
    list.push(toStoredTick(row, codes.get(row[1]) ?? ""));
    ticks.set(row[0], list);
  }
  return ticks;
}

function toStoredTick(row: TickRow, region: string): StoredTick {
  const [, , scheduledAt, lateMs, outcome, origin, vote, total, dns, connect, tls, ttfb, transfer] = row;
  return {
    region,
    scheduledAt,
    at: scheduledAt + lateMs + Math.round(total / 1000),
    outcome: Outcome.options[outcome] ?? "internal",
    origin: Origin.options[origin] ?? "scheduled",
    vote,
    phasesUs: { total, dns, connect, tls, ttfb, transfer },
  };
}

/** Slots that have a gap and so get no tick any more, as `<region> <epoch ms>` by monitor id. */
export async function listGapSlots(
  sql: Sql,
  asked: { monitorIds: readonly number[]; fromMs: number; nowMs: number },
): Promise<Map<number, Set<string>>> {
  const { rows } = await sql.query<[number, string, number]>({
    name: "list-gap-slots",
    text: `SELECT gap.monitor_id, r.code, (extract(epoch FROM gap.scheduled_at) * 1000)::float8
      FROM gap JOIN region r ON r.id = gap.region_id
      WHERE gap.monitor_id = ANY($1)
        AND gap.scheduled_at > to_timestamp($2 / 1000.0) AND gap.scheduled_at < to_timestamp($3 / 1000.0)`,
    values: [[...asked.monitorIds], asked.fromMs, asked.nowMs + AHEAD_MS],
    rowMode: "array",
  });
  const gaps = new Map<number, Set<string>>();
  for (const [monitorId, region, scheduledAt] of rows) {
    const slots = gaps.get(monitorId) ?? new Set();
    slots.add(`${region} ${scheduledAt}`);
    gaps.set(monitorId, slots);
  }
  return gaps;
}
