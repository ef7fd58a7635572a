import type { DayRecord } from "#contracts/sla-report.ts";
import type { Sql } from "./prisma.ts";

export type SealedMonitor = {
  id: number;
  publicId: string;
  existsFromMs: number;
  /** The end of its chain; null: it has none yet. */
  last: { seq: number; hash: string } | null;
  /** The newest link of the day asked for. */
  own: { seq: number; body: string } | null;
};

/** Monitors that were there before the day's end, by internal id, with the ends of their chains. */
export async function listSealedMonitors(
  sql: Sql,
  asked: { dayMs: number; dayEndMs: number; afterId: number; limit: number },
): Promise<SealedMonitor[]> {
  const { rows } = await sql.query<SealedMonitor>({
    name: "list-sealed-monitors",
    text: `SELECT m.id, m.public_id AS "publicId",
        floor(extract(epoch FROM m.created_at) * 1000)::float8 AS "existsFromMs",
        (SELECT jsonb_build_object('seq', l.seq, 'hash', l.hash) FROM day_link l
          WHERE l.monitor_id = m.id ORDER BY l.seq DESC LIMIT 1) AS last,
        (SELECT jsonb_build_object('seq', l.seq, 'body', l.body) FROM day_link l
          WHERE l.monitor_id = m.id AND l.day = (to_timestamp($1::float8 / 1000) AT TIME ZONE 'UTC')::date
          ORDER BY l.seq DESC LIMIT 1) AS own
      FROM monitor m
      WHERE m.id > $3 AND m.created_at < to_timestamp($2::float8 / 1000)
      ORDER BY m.id LIMIT $4`,
    values: [asked.dayMs, asked.dayEndMs, asked.afterId, asked.limit],
  });
  return rows;
}

/** Slots of the UTC days in [fromMs, toMs) by monitor, day (epoch ms) and region; private locations together. */
export async function listDayChecks(
  sql: Sql,
  asked: { monitorIds: readonly number[]; fromMs: number; toMs: number },
): Promise<Map<string, DayRecord["checks"]>> {
  const { rows } = await sql.query<{ monitorId: number; dayMs: number; checks: DayRecord["checks"] }>({
    name: "list-day-checks",
    text: `SELECT monitor_id AS "monitorId", (extract(epoch FROM day::timestamp AT TIME ZONE 'UTC') * 1000)::float8 AS "dayMs",
        jsonb_object_agg(code, jsonb_build_object('expected', expected, 'ok', ok, 'failed', failed, 'internal', internal)) AS checks
      FROM (
        SELECT d.monitor_id, d.day, CASE WHEN r.workspace_id IS NULL THEN r.code ELSE 'private' END AS code,
          sum(d.expected) AS expected, sum(d.ok) AS ok, sum(d.failed) AS failed, sum(d.internal) AS internal
        FROM rollup_day d JOIN region r ON r.id = d.region_id
        WHERE d.monitor_id = ANY($1) AND d.day >= (to_timestamp($2::float8 / 1000) AT TIME ZONE 'UTC')::date
          AND d.day < (to_timestamp($3::float8 / 1000) AT TIME ZONE 'UTC')::date
        GROUP BY 1, 2, 3
      ) AS counted GROUP BY 1, 2`,
    values: [[...asked.monitorIds], asked.fromMs, asked.toMs],
  });
  return new Map(rows.map(({ monitorId, dayMs, checks }) => [`${monitorId} ${dayMs}`, checks]));
}

export type NewLink = {
  monitorId: number;
  seq: number;
  day: string;
  body: string;
  previous: string;
  hash: string;
};

/** One statement; a link that is there already stays as it is. Returns how many were added. */
export async function insertLinks(sql: Sql, links: readonly NewLink[]): Promise<number> {
  if (links.length === 0) return 0;
  const { rowCount } = await sql.query({
    name: "insert-day-links",
    text: `INSERT INTO day_link (monitor_id, seq, day, body, previous, hash)
      SELECT * FROM unnest($1::int[], $2::int[], $3::date[], $4::text[], $5::text[], $6::text[])
      ON CONFLICT DO NOTHING`,
    values: [
      links.map(({ monitorId }) => monitorId),
      links.map(({ seq }) => seq),
      links.map(({ day }) => day),
      links.map(({ body }) => body),
      links.map(({ previous }) => previous),
      links.map(({ hash }) => hash),
    ],
  });
  return rowCount ?? 0;
}

/** Epoch ms of the first UTC day that is known of any monitor; null: none is. */
export async function findFirstDay(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: number | null }>(
    `SELECT (extract(epoch FROM min(day)::timestamp AT TIME ZONE 'UTC') * 1000)::float8 AS at FROM rollup_day`,
  );
  return rows[0]?.at ?? null;
}

export type StoredLink = { monitorId: number; seq: number; body: string; previous: string; hash: string };

/** Of each monitor the links from its first of these days to its last, with what was corrected in between. */
export async function listLinks(
  sql: Sql,
  asked: { monitorIds: readonly number[]; fromMs: number; toMs: number },
): Promise<StoredLink[]> {
  const { rows } = await sql.query<StoredLink>({
    name: "list-day-links",
    text: `SELECT l.monitor_id AS "monitorId", l.seq, l.body, l.previous, l.hash
      FROM (
        SELECT monitor_id, min(seq) AS first, max(seq) AS last FROM day_link
        WHERE monitor_id = ANY($1) AND day >= (to_timestamp($2::float8 / 1000) AT TIME ZONE 'UTC')::date
          AND day < (to_timestamp($3::float8 / 1000) AT TIME ZONE 'UTC')::date
        GROUP BY monitor_id
      ) AS part JOIN day_link l ON l.monitor_id = part.monitor_id AND l.seq BETWEEN part.first AND part.last
      ORDER BY l.monitor_id, l.seq`,
    values: [[...asked.monitorIds], asked.fromMs, asked.toMs],
  });
  return rows;
}

/** Whether a link or a report with this digest was made here. Says nothing of whose it is. */
export async function hasDigest(sql: Sql, digest: string): Promise<boolean> {
  const { rows } = await sql.query<{ known: boolean }>({
    name: "has-digest",
    text: `SELECT EXISTS (SELECT FROM day_link WHERE hash = $1) OR EXISTS (SELECT FROM sla_report WHERE digest = $1) AS known`,
    values: [digest],
  });
  return rows[0]?.known === true;
}
