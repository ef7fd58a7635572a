import { MAX_MAINTENANCE_MIN } from "#contracts/maintenance.ts";
import type { Span } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

const LONGEST_MS = MAX_MAINTENANCE_MIN * 60_000;

/** Of an occurrence `o`: no window is so long that it began earlier and reaches the moment; this finds it by the index. */
export function startsNear(moment: string): string {
  return `o.starts_at >= to_timestamp((${moment}::float8 - ${LONGEST_MS}) / 1000)`;
}

export type MaintenanceSpan = Span & { name: string };

/** The maintenance of each monitor that touches [fromMs, toMs], by monitor id. What a deleted window has been, it stays. */
export async function listWindows(
  sql: Sql,
  asked: { monitorIds: readonly number[]; fromMs: number; toMs: number },
): Promise<Map<number, MaintenanceSpan[]>> {
  const { rows } = await sql.query<MaintenanceSpan & { monitorId: number }>({
    name: "list-windows",
    text: `SELECT m.id AS "monitorId", w.name, (extract(epoch FROM o.starts_at) * 1000)::float8 AS "fromMs",
        (extract(epoch FROM least(o.ends_at, w.deleted_at)) * 1000)::float8 AS "toMs"
      FROM maintenance_occurrence o
      JOIN maintenance w ON w.id = o.maintenance_id
      JOIN monitor m ON m.workspace_id = w.workspace_id
      WHERE m.id = ANY($1) AND ${startsNear("$2")} AND o.starts_at <= to_timestamp($3 / 1000.0) AND o.ends_at >= to_timestamp($2 / 1000.0)
        AND (w.deleted_at IS NULL OR o.starts_at < w.deleted_at)
        AND (w.everything OR EXISTS (
          SELECT FROM maintenance_target t
          WHERE t.maintenance_id = w.id AND (t.monitor_id = m.id OR t.tag = ANY(m.tags))
        ))
      ORDER BY o.starts_at, o.id`,
    values: [[...asked.monitorIds], asked.fromMs, asked.toMs],
  });
  const windows = new Map<number, MaintenanceSpan[]>();
  for (const { monitorId, ...span } of rows) {
    windows.set(monitorId, [...(windows.get(monitorId) ?? []), span]);
  }
  return windows;
}
