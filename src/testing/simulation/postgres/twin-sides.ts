import { Policy } from "#contracts/policy.ts";
import type { Pool } from "#server/store/prisma.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import type { TestDatabase } from "#testing/test-database.ts";
import { Database } from "./database.ts";
import { createFakePool } from "./fake-pool.ts";
import type { Table } from "./table.ts";
import type { DeliveryRow, Tables } from "./tables.ts";

/** One of two databases that are driven alike. */
export type Side = {
  pool: Pool;
  newId: () => string;
  /** Names that both sides share for messages, whose ids each side makes up. */
  nameMessages: () => Promise<Map<string, string>>;
  dump: () => Promise<Record<string, unknown[]>>;
  /** Messages that are due at the same moment leave in the order of their ids, which the sides do not share. */
  spreadMessages: () => Promise<void>;
};

type Views = Omit<Side, "pool" | "newId">;

export type TwinMonitor = { id: number; regionIds: number[]; intervalMs: number };
export type Twins = {
  real: Side;
  fake: Side;
  monitors: TwinMonitor[];
  regionIds: number[];
  startMs: number;
  reset: () => Promise<void>;
};

const POLICIES = [
  { flapping: null, failuresInARow: 2 },
  { flapping: null, failuresInARow: 1, quorum: { kind: "any" as const }, remindEverySec: 60 },
  { failuresInARow: 1, successesInARow: 2, quorum: { kind: "count" as const, regions: 2 } },
];
const CHANGING = [
  "tick",
  "tick_evidence",
  "gap",
  "outage",
  "transition",
  "incident",
  "delivery",
  "advisory",
  "region_fault",
  "watermark",
  "stream_epoch",
  "probe_instance",
  "monitor_region_state",
];

/** What is asked of either side in the end; moments are epoch milliseconds. */
const DUMPS: Record<string, string> = {
  tick: `SELECT monitor_id, region_id, ms(scheduled_at) AS at, outcome, origin, late_ms, vote FROM tick ORDER BY 1, 2, 3`,
  gap: `SELECT monitor_id, region_id, ms(scheduled_at) AS at, reason FROM gap ORDER BY 1, 2, 3`,
  outage: `SELECT region_id, ms(from_at) AS from_at, ms(to_at) AS to_at, reason FROM outage ORDER BY 1, 2, 3, 4`,
  state: `SELECT monitor_id, verdict::text, raw::text, reason, ms(since) AS since, seq, ms(due_at) AS due FROM monitor_state ORDER BY 1`,
  reading: `SELECT monitor_id, region_id, ms(scheduled_at) AS at, outcome, vote FROM monitor_region_state ORDER BY 1, 2`,
  transition: `SELECT monitor_id, seq, "from"::text, "to"::text, raw::text, ms(at) AS at, reason FROM transition ORDER BY 1, 2`,
  incident: `SELECT id::text, monitor_id, worst::text, ms(opened_at) AS opened, opened_seq, ms(closed_at) AS closed, closed_seq,
    cause, ms(next_reminder_at) AS remind, reminders FROM incident ORDER BY 1`,
  delivery: `SELECT incident_id::text, event::text, ordinal, channel_id::text, status::text, attempts, ms(next_at) AS next_at,
    ms(locked_until) AS locked, fence, "grouped", held_because, ms(created_at) AS created FROM delivery ORDER BY 1, 2, 3, 4`,
  fault: `SELECT region_id, kind::text, ms(from_at) AS from_at, ms(to_at) AS to_at FROM region_fault ORDER BY 1, 2, 3`,
  advisory: `SELECT monitor_id, region_id, ms(from_at) AS from_at, ms(to_at) AS to_at, reason FROM advisory ORDER BY 1, 2, 3`,
  watermark: `SELECT name, ms(at) AS at FROM watermark ORDER BY 1`,
};

/** What no command changes by itself, by the fake's tables. */
const FIXED: Partial<Record<keyof Tables, string>> = {
  region: `SELECT id, code, name, runtime::text, enabled, healthy, poke_url AS "pokeUrl",
    ms(last_seen_at) AS "lastSeenAt" FROM region`,
  workspace: `SELECT id, name, policy, time_zone AS "timeZone" FROM workspace`,
  monitor: `SELECT id, public_id AS "publicId", workspace_id AS "workspaceId", name, "check",
    interval_ms AS "intervalMs", timeout_ms AS "timeoutMs", config_version AS "configVersion",
    ms(grid_from) AS "gridFrom", ms(catch_up_from) AS "catchUpFrom", ms(paused_at) AS "pausedAt",
    ms(updated_at) AS "updatedAt", ms(created_at) AS "createdAt", policy, severity, host FROM monitor`,
  monitorState: `SELECT monitor_id AS "monitorId", verdict::text, raw::text, reason, ms(since) AS since, seq, memory,
    ms(due_at) AS "dueAt", slow_us AS "slowUs", ms(began_at) AS "beganAt", config_version AS "configVersion"
    FROM monitor_state`,
  assignment: `SELECT id, monitor_id AS "monitorId", region_id AS "regionId", interval_ms AS "intervalMs",
    offset_ms AS "offsetMs", config_version AS "configVersion", ms(from_at) AS "fromAt", ms(until_at) AS "untilAt"
    FROM assignment`,
  channel: `SELECT id, workspace_id AS "workspaceId", kind, name, config, secrets, enabled,
    disabled_reason AS "disabledReason", fallback_channel_id AS "fallbackChannelId", quiet_hours AS "quietHours",
    failure_streak AS "failureStreak", ms(open_until) AS "openUntil", ms(updated_at) AS "updatedAt" FROM channel`,
  monitorChannel: `SELECT monitor_id AS "monitorId", channel_id AS "channelId" FROM monitor_channel`,
};

export async function makeTwins(database: TestDatabase): Promise<Twins> {
  const startMs = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
  const { pool, db } = database;
  await pool.query(
    "CREATE FUNCTION ms(at timestamptz) RETURNS float8 LANGUAGE sql AS 'SELECT (extract(epoch FROM at) * 1000)::float8'",
  );
  const workspaceId = await aWorkspace(db);
  const regionIds = [];
  for (const code of ["r-1", "r-2", "r-3"]) regionIds.push(await aRegion(db, code));
  const monitors: TwinMonitor[] = [];
  for (const [index, policy] of POLICIES.entries()) {
    const spec = {
      regionIds: index === 1 ? regionIds.slice(0, 1) : regionIds,
      intervalMs: 10_000 * (index + 1),
    };
    const { id } = await aMonitor(db, {
      workspaceId,
      fromMs: startMs,
      policy,
      host: `host-${index}`,
      ...spec,
    });
    monitors.push({ id, ...spec });
  }
  for (const name of ["One", "Two"]) {
    await aChannel(db, { workspaceId, name, monitorIds: monitors.map(({ id }) => id) });
  }
  await pool.query("UPDATE monitor SET created_at = to_timestamp($1 / 1000.0)", [startMs]);

  const twins = { monitors, regionIds, startMs };
  const real = { pool, newId: () => "", ...realViews(pool) };
  const sides: Twins = { ...twins, real, fake: real, reset: async () => undefined };
  sides.reset = async () => {
    await resetReal(pool, startMs);
    const fake = new Database(() => startMs, uuids("f"));
    await copyWorld(pool, fake);
    sides.real = { ...real, newId: uuids("1") };
    sides.fake = { pool: createFakePool(fake), newId: uuids("1"), ...fakeViews(fake) };
  };
  return sides;
}

function uuids(first: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${first}0000000-0000-7000-8000-${String(made).padStart(12, "0")}`;
  };
}

async function resetReal(pool: Pool, startMs: number): Promise<void> {
  for (const table of CHANGING) await pool.query(`DELETE FROM ${table}`);
  await pool.query("DELETE FROM incident_event");
  await pool.query(
    `UPDATE monitor_state SET verdict = 'unknown', raw = 'unknown', reason = 'Waiting for the first check.', seq = 0,
      since = to_timestamp($1 / 1000.0), memory = '{}', due_at = NULL, slow_us = NULL`,
    [startMs],
  );
  await pool.query("UPDATE monitor SET catch_up_from = grid_from");
  await pool.query("UPDATE region SET healthy = true, last_seen_at = NULL");
  await pool.query(
    "UPDATE channel SET enabled = true, disabled_reason = NULL, failure_streak = 0, open_until = NULL",
  );
}

function realViews(pool: Pool): Views {
  return {
    nameMessages: async () => {
      const { rows } = await pool.query<{ id: string; name: string }>(
        "SELECT id, incident_id || ' ' || event || ' ' || ordinal || ' ' || channel_id AS name FROM delivery",
      );
      return new Map(rows.map((row) => [row.id, row.name]));
    },
    dump: async () => {
      const dumped: Record<string, unknown[]> = {};
      for (const [name, text] of Object.entries(DUMPS)) dumped[name] = (await pool.query(text)).rows;
      return dumped;
    },
    spreadMessages: async () => {
      await pool.query(
        `UPDATE delivery SET next_at = next_at + place * interval '1 ms' FROM (
          SELECT id, row_number() OVER (
            PARTITION BY channel_id, next_at ORDER BY incident_id::text, event::text, ordinal) - 1 AS place
          FROM delivery WHERE status = 'pending') AS tied
        WHERE tied.id = delivery.id AND place > 0`,
      );
    },
  };
}

function fakeViews(db: Database): Views {
  const { delivery } = db.tables;
  return {
    nameMessages: async () =>
      new Map(
        db
          .rows(delivery)
          .map((row) => [row.id, `${row.incidentId} ${row.event} ${row.ordinal} ${row.channelId}`]),
      ),
    dump: async () => dumpFake(db),
    spreadMessages: async () => {
      const places = new Map<string, number>();
      const nameOf = (row: DeliveryRow) =>
        `${row.incidentId} ${row.event} ${String(row.ordinal).padStart(9, "0")}`;
      const pending = db.rows(delivery).filter((row) => row.status === "pending");
      for (const row of pending.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
        const tie = `${row.channelId} ${row.nextAt}`;
        const place = places.get(tie) ?? 0;
        places.set(tie, place + 1);
        const spread = { ...row, nextAt: row.nextAt + place };
        if (place > 0) delivery.commit(row.id, spread, { from: db.commits, keepsOld: false });
      }
    },
  };
}

/** As `DUMPS` asks of the real one: columns by their names there. */
function dumpFake(db: Database): Record<string, unknown[]> {
  const { tables } = db;
  const place = { monitor_id: "monitorId", region_id: "regionId" };
  const slot = { ...place, at: "scheduledAt" };
  const span = { from_at: "fromAt", to_at: "toAt" };
  return {
    tick: pick(db.rows(tables.tick), {
      ...slot,
      outcome: "outcome",
      origin: "origin",
      late_ms: "lateMs",
      vote: "vote",
    }),
    gap: pick(db.rows(tables.gap), { ...slot, reason: "reason" }),
    outage: pick(db.rows(tables.outage), { region_id: "regionId", ...span, reason: "reason" }),
    state: pick(db.rows(tables.monitorState), {
      monitor_id: "monitorId",
      ...{ verdict: "verdict", raw: "raw", reason: "reason", since: "since", seq: "seq", due: "dueAt" },
    }),
    reading: pick(db.rows(tables.regionState), { ...slot, outcome: "outcome", vote: "vote" }),
    transition: pick(db.rows(tables.transition), {
      monitor_id: "monitorId",
      ...{ seq: "seq", from: "from", to: "to", raw: "raw", at: "at", reason: "reason" },
    }),
    incident: pick(db.rows(tables.incident), {
      ...{ id: "id", monitor_id: "monitorId", worst: "worst", opened: "openedAt", opened_seq: "openedSeq" },
      ...{ closed: "closedAt", closed_seq: "closedSeq", cause: "cause", remind: "nextReminderAt" },
      reminders: "reminders",
    }),
    delivery: pick(db.rows(tables.delivery), {
      ...{ incident_id: "incidentId", event: "event", ordinal: "ordinal", channel_id: "channelId" },
      ...{ status: "status", attempts: "attempts", next_at: "nextAt", locked: "lockedUntil", fence: "fence" },
      ...{ grouped: "grouped", held_because: "heldBecause", created: "createdAt" },
    }),
    fault: pick(db.rows(tables.regionFault), { region_id: "regionId", kind: "kind", ...span }),
    advisory: pick(db.rows(tables.advisory), { ...place, ...span, reason: "reason" }),
    watermark: pick(db.rows(tables.watermark), { name: "name", at: "at" }),
  };
}

function pick(rows: readonly object[], columns: Record<string, string>): object[] {
  return rows.map((row) => {
    const values = new Map(Object.entries(row));
    return Object.fromEntries(Object.entries(columns).map(([name, field]) => [name, values.get(field)]));
  });
}

/** The real world's fixed rows, as the fake keeps them. */
async function copyWorld(pool: Pool, db: Database): Promise<void> {
  for (const [name, text] of Object.entries(FIXED)) {
    const table = db.tables[name as keyof Tables] as unknown as Table<object>;
    for (const row of (await pool.query(text)).rows) {
      const kept = name === "monitor" ? { ...row, policy: Policy.parse(row.policy) } : row;
      table.commit(table.key(kept), kept, { from: 0, keepsOld: false });
    }
  }
}
