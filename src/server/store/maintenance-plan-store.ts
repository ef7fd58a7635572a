import { uuidv7 } from "uuidv7";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import type { Sql } from "./prisma.ts";

export type UnplannedWindow = { id: string; timing: MaintenanceTiming; plannedToMs: number | null };

/** Recurring windows whose occurrences are not known until `untilMs`. One that is being edited is left to its editor. */
export async function lockUnplanned(
  sql: Sql,
  query: { untilMs: number; limit: number },
): Promise<UnplannedWindow[]> {
  const { rows } = await sql.query<UnplannedWindow>({
    name: "lock-unplanned-maintenance",
    text: `SELECT id, timing, (extract(epoch FROM planned_to) * 1000)::float8 AS "plannedToMs"
      FROM maintenance
      WHERE deleted_at IS NULL AND timing->>'kind' = 'recurring'
        AND (planned_to IS NULL OR planned_to < to_timestamp($1::float8 / 1000))
      ORDER BY planned_to NULLS FIRST, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [query.untilMs, query.limit],
  });
  return rows;
}

export async function savePlan(
  sql: Sql,
  plan: {
    id: string;
    occurrences: readonly { startsAt: number; endsAt: number }[];
    plannedToMs: number;
  },
): Promise<void> {
  const { id, occurrences, plannedToMs } = plan;
  await sql.query({
    name: "save-maintenance-plan",
    text: `WITH planned AS (
        UPDATE maintenance SET planned_to = to_timestamp($2::float8 / 1000) WHERE id = $1::uuid
      )
      INSERT INTO maintenance_occurrence (id, maintenance_id, starts_at, ends_at)
      SELECT o.id, $1::uuid, to_timestamp(o.starts_ms / 1000), to_timestamp(o.ends_ms / 1000)
      FROM unnest($3::uuid[], $4::float8[], $5::float8[]) AS o(id, starts_ms, ends_ms)
      ON CONFLICT (maintenance_id, starts_at) DO NOTHING`,
    values: [
      id,
      plannedToMs,
      occurrences.map(() => uuidv7()),
      occurrences.map(({ startsAt }) => startsAt),
      occurrences.map(({ endsAt }) => endsAt),
    ],
  });
}
