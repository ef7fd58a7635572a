import type { AuditEntryView, AuditFacets, AuditFilter } from "#contracts/audit-log.ts";
import type { Sql } from "./prisma.ts";

export type AuditPosition = { atMs: number; id: string };

// $1 workspace, then the filter; a null parameter does not filter.
const MATCHES = `e.workspace_id = $1
  AND ($2::text IS NULL OR e.actor = $2)
  AND ($3::text IS NULL OR e.action LIKE $3)
  AND ($4::float8 IS NULL OR e.created_at >= to_timestamp($4 / 1000.0))
  AND ($5::float8 IS NULL OR e.created_at < to_timestamp($5 / 1000.0))
  AND ($6::text IS NULL OR concat_ws(' ', e.actor, e.action, e.subject, e.address, e.detail::text) ILIKE $6)`;

/** Newest first, after the position. */
export async function listAuditEntries(
  sql: Sql,
  asked: { workspaceId: string; filter: AuditFilter; after: AuditPosition | null; limit: number },
): Promise<AuditEntryView[]> {
  const { workspaceId, filter, after, limit } = asked;
  const { rows } = await sql.query<AuditEntryView>({
    name: "list-audit-entries",
    text: `SELECT e.id, (extract(epoch FROM e.created_at) * 1000)::float8 AS at, e.actor, e.api_key_id IS NOT NULL AS "byKey",
        e.action, e.subject, e.address, e.user_agent AS "userAgent", e.detail
      FROM audit_entry e
      WHERE ${MATCHES}
        AND ($7::float8 IS NULL OR (e.created_at, e.id) < (to_timestamp($7 / 1000.0), $8::uuid))
      ORDER BY e.created_at DESC, e.id DESC LIMIT $9`,
    values: [workspaceId, ...parametersOf(filter), after?.atMs ?? null, after?.id ?? null, limit],
  });
  return rows;
}

function parametersOf({ actor, noun, action, fromMs, toMs, text }: AuditFilter): unknown[] {
  const pattern = action === undefined ? noun && `${likeOf(noun)}.%` : likeOf(action);
  const search = text === undefined || text === "" ? null : `%${likeOf(text)}%`;
  return [actor ?? null, pattern ?? null, fromMs ?? null, toMs ?? null, search];
}

function likeOf(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

const LATELY = 20_000;

/** Who and what the newest entries are about. */
export async function listAuditFacets(sql: Sql, workspaceId: string): Promise<AuditFacets> {
  const { rows } = await sql.query<AuditFacets>({
    name: "list-audit-facets",
    text: `WITH lately AS (
        SELECT actor, action FROM audit_entry WHERE workspace_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${LATELY}
      )
      SELECT coalesce((SELECT array_agg(DISTINCT actor ORDER BY actor) FROM lately WHERE actor <> ''), '{}') AS actors,
        coalesce((SELECT array_agg(DISTINCT action ORDER BY action) FROM lately), '{}') AS actions`,
    values: [workspaceId],
  });
  return rows[0] ?? { actors: [], actions: [] };
}
