import type { AnomalyView } from "#contracts/anomaly.ts";
import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import type { NoteStep, OpenNote } from "#domain/anomaly/follow-note.ts";
import type { AnomalyEvidence, HourLatency } from "#domain/anomaly/judge-hour.ts";
import { sketchQuantile } from "#domain/uptime/sketch.ts";
import { PACKED_SKETCH, type PackedSketch, unpackSketch } from "./packed-sketch.ts";
import type { Sql } from "./prisma.ts";

export type WatchedGrid = {
  monitorId: number;
  regionId: number;
  note: (OpenNote & { id: string }) | null;
  /** By the start of the hour in epoch ms. */
  hours: ReadonlyMap<number, HourLatency>;
};

/** The monitors after `afterId` in order, those that are due or have an open note; at most `limit`. */
export async function listWatchedMonitors(
  sql: Sql,
  query: { afterId: number; limit: number },
): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>({
    name: "list-watched-monitors",
    text: `SELECT m.id FROM monitor m JOIN workspace w ON w.id = m.workspace_id
      WHERE m.id > $1 AND w.deleted_at IS NULL AND m.kind <> 'heartbeat' ORDER BY m.id LIMIT $2`,
    values: [query.afterId, query.limit],
  });
  return rows.map(({ id }) => id);
}

type HourRow = PackedSketch & { monitorId: number; regionId: number; hourMs: number; ok: number };
type NoteRow = AnomalyEvidence & { id: string; monitorId: number; regionId: number };

/** What the hours look like from every region, by the rollups, with the notes that go on. */
export async function listWatchedGrids(
  sql: Sql,
  query: { monitorIds: readonly number[]; hours: readonly number[] },
): Promise<WatchedGrid[]> {
  const [hours, notes] = await Promise.all([
    sql.query<HourRow>({
      name: "list-anomaly-hours",
      text: `SELECT p.monitor_id AS "monitorId", p.region_id AS "regionId", p.ok,
          (extract(epoch FROM p.hour) * 1000)::float8 AS "hourMs", ${PACKED_SKETCH}
        FROM rollup_hour p
        WHERE p.monitor_id = ANY($1::int[]) AND p.region_id <> ${INBOUND_REGION_ID} AND p.ok > 0
          AND p.hour = ANY(SELECT to_timestamp(ms / 1000.0) FROM unnest($2::float8[]) AS ms)`,
      values: [query.monitorIds, query.hours],
    }),
    sql.query<NoteRow>({
      name: "list-open-anomaly-notes",
      text: `SELECT id, monitor_id AS "monitorId", region_id AS "regionId", observed_us AS "observedUs",
          median_us AS "medianUs", mad_us AS "madUs", samples, weeks
        FROM anomaly_note WHERE monitor_id = ANY($1::int[]) AND to_at IS NULL`,
      values: [query.monitorIds],
    }),
  ]);
  const grids = new Map<string, WatchedGrid & { hours: Map<number, HourLatency> }>();
  const gridOf = ({ monitorId, regionId }: { monitorId: number; regionId: number }) => {
    const key = `${monitorId} ${regionId}`;
    const known = grids.get(key) ?? { monitorId, regionId, note: null, hours: new Map() };
    grids.set(key, known);
    return known;
  };
  for (const row of hours.rows) {
    const medianUs = sketchQuantile(unpackSketch(row), 0.5);
    if (medianUs !== null) gridOf(row).hours.set(row.hourMs, { medianUs, samples: row.ok });
  }
  for (const { id, monitorId, regionId, ...evidence } of notes.rows) {
    gridOf({ monitorId, regionId }).note = { id, evidence };
  }
  return [...grids.values()];
}

/** Saying the same twice changes nothing: a note that began at the moment is there already, one that ended has ended. */
export async function saveNoteStep(
  sql: Sql,
  grid: Pick<WatchedGrid, "monitorId" | "regionId" | "note">,
  { step, newId }: { step: NoteStep; newId: () => string },
): Promise<void> {
  if (step.kind === "open") {
    await sql.query(
      `INSERT INTO anomaly_note (id, monitor_id, region_id, from_at, peak_at, observed_us, median_us, mad_us, samples, weeks)
        SELECT $1, m.id, $3, to_timestamp($4 / 1000.0), to_timestamp($5 / 1000.0), $6, $7, $8, $9, $10
        FROM monitor m WHERE m.id = $2 FOR KEY SHARE
        ON CONFLICT DO NOTHING`,
      [newId(), grid.monitorId, grid.regionId, step.fromMs, step.peakMs, ...valuesOf(step.evidence)],
    );
  } else if (step.kind === "further" && grid.note !== null) {
    await sql.query(
      `UPDATE anomaly_note SET peak_at = to_timestamp($2 / 1000.0), observed_us = $3, median_us = $4, mad_us = $5,
          samples = $6, weeks = $7
        WHERE id = $1`,
      [grid.note.id, step.peakMs, ...valuesOf(step.evidence)],
    );
  } else if (step.kind === "close" && grid.note !== null) {
    await sql.query(
      "UPDATE anomaly_note SET to_at = greatest(from_at, to_timestamp($2 / 1000.0)) WHERE id = $1 AND to_at IS NULL",
      [grid.note.id, step.toMs],
    );
  }
}

function valuesOf({ observedUs, medianUs, madUs, samples, weeks }: AnomalyEvidence): number[] {
  return [Math.round(observedUs), Math.round(medianUs), Math.round(madUs), samples, weeks];
}

/** Those that touch the span, newest first. */
export async function listAnomalyNotes(
  sql: Sql,
  query: { monitorIds: readonly number[]; fromMs: number; toMs: number; limit: number },
): Promise<(AnomalyView & { monitorId: number })[]> {
  const { rows } = await sql.query<AnomalyView & { monitorId: number }>({
    name: "list-anomaly-notes",
    text: `SELECT n.id, n.monitor_id AS "monitorId", r.code AS region, r.name AS "regionName",
        (extract(epoch FROM n.from_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM n.to_at) * 1000)::float8 AS "toMs",
        (extract(epoch FROM n.peak_at) * 1000)::float8 AS "peakMs",
        n.observed_us AS "observedUs", n.median_us AS "medianUs", n.mad_us AS "madUs", n.samples, n.weeks
      FROM anomaly_note n JOIN region r ON r.id = n.region_id
      WHERE n.monitor_id = ANY($1::int[]) AND n.from_at < to_timestamp($3 / 1000.0)
        AND (n.to_at IS NULL OR n.to_at > to_timestamp($2 / 1000.0))
      ORDER BY n.from_at DESC, n.id LIMIT $4`,
    values: [query.monitorIds, query.fromMs, query.toMs, query.limit],
  });
  return rows;
}

export async function deleteOldAnomalyNotes(sql: Sql, beforeMs: number): Promise<void> {
  await sql.query({
    name: "delete-old-anomaly-notes",
    text: "DELETE FROM anomaly_note WHERE to_at < to_timestamp($1 / 1000.0)",
    values: [beforeMs],
  });
}
