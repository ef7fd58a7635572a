import type { Sql } from "./prisma.ts";

export type ExportPart = { type: string; text: string };
export type ExportRow = { key: string; row: Record<string, unknown> };

/** By id, which is the key of the next page; `minus` is what must not leave. */
function byId(type: string, table: string, minus: readonly string[] = []): ExportPart {
  const without = minus.map((column) => ` - '${column}'`).join("");
  return {
    type,
    text: `SELECT t.id::text AS key, to_jsonb(t)${without} AS row FROM ${table} t
      WHERE t.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  };
}

function ofIncidents(type: string, table: string): ExportPart {
  return {
    type,
    text: `SELECT t.id::text AS key, to_jsonb(t) AS row FROM ${table} t JOIN incident i ON i.id = t.incident_id
      WHERE i.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  };
}

function ofPages(type: string): ExportPart {
  return {
    type,
    text: `SELECT t.id::text AS key, to_jsonb(t) AS row FROM ${type} t JOIN status_page p ON p.id = t.page_id
      WHERE p.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  };
}

function rollups(type: string, table: string, at: { column: string; type: string }): ExportPart {
  const after = `(split_part($2, '|', 1)::int, split_part($2, '|', 2)::int, split_part($2, '|', 3)::${at.type})`;
  return {
    type,
    text: `SELECT concat_ws('|', t.monitor_id, t.region_id, t.${at.column}) AS key,
        jsonb_build_object('monitor', m.public_id, 'region', r.code, 'at', t.${at.column}, 'expected', t.expected,
          'ticks', t.ticks, 'ok', t.ok, 'failed', t.failed, 'internal', t.internal, 'sum_us', t.sum_us,
          'min_us', t.min_us, 'max_us', t.max_us) AS row
      FROM ${table} t JOIN monitor m ON m.id = t.monitor_id JOIN region r ON r.id = t.region_id
      WHERE m.workspace_id = $1
        AND ($2::text IS NULL OR (t.monitor_id, t.region_id::int, t.${at.column}) > ${after})
      ORDER BY t.monitor_id, t.region_id, t.${at.column} LIMIT $3`,
  };
}

/** In the order of the file. */
export const EXPORT_PARTS: readonly ExportPart[] = [
  {
    type: "workspace",
    text: `SELECT id::text AS key, to_jsonb(t) - 'deleted_at' AS row FROM workspace t
      WHERE id = $1 AND ($2::uuid IS NULL OR id > $2::uuid) LIMIT $3`,
  },
  {
    type: "member",
    text: `SELECT t.user_id::text AS key, jsonb_build_object('user_id', t.user_id, 'email', u.email, 'name', u.name,
        'role', t.role, 'tags', t.tags, 'joined_at', t.created_at) AS row
      FROM member t JOIN "user" u ON u.id = t.user_id
      WHERE t.workspace_id = $1 AND ($2::uuid IS NULL OR t.user_id > $2::uuid) ORDER BY t.user_id LIMIT $3`,
  },
  byId("invitation", "invitation", ["token_hash"]),
  byId("api_key", "api_key", ["hash"]),
  {
    type: "channel",
    text: `SELECT t.id::text AS key, to_jsonb(t) - 'secrets'
        || jsonb_build_object('set_elsewhere', ARRAY(SELECT jsonb_object_keys(t.secrets))) AS row
      FROM channel t WHERE t.workspace_id = $1 AND t.subscriber_id IS NULL
        AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  {
    // Whom pages tell: who they are, never a webhook's whole address, which is a secret of its channel.
    type: "status_subscriber",
    text: `SELECT t.id::text AS key, to_jsonb(t) - 'address_hash' AS row
      FROM status_subscriber t JOIN status_page g ON g.id = t.page_id
      WHERE g.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  {
    type: "monitor",
    text: `SELECT t.id::text AS key, to_jsonb(t) - 'id' || jsonb_build_object(
        'check', t."check" - 'body' || jsonb_build_object('headers',
          (SELECT coalesce(jsonb_agg(h->'name'), '[]') FROM jsonb_array_elements(t."check"->'headers') AS h)),
        'channel_ids', ARRAY(SELECT channel_id FROM monitor_channel WHERE monitor_id = t.id)) AS row
      FROM monitor t WHERE t.workspace_id = $1 AND ($2::int IS NULL OR t.id > $2::int) ORDER BY t.id LIMIT $3`,
  },
  byId("escalation_policy", "escalation_policy"),
  byId("on_call_schedule", "on_call_schedule"),
  byId("maintenance", "maintenance", ["hook_hash"]),
  byId("incoming_hook", "incoming_hook", ["token_hash", "secret"]),
  byId("deploy_marker", "deploy_marker"),
  {
    type: "imported_day",
    text: `SELECT t.monitor_id || '|' || t.day AS key, to_jsonb(t) - 'monitor_id' || jsonb_build_object('monitor', m.public_id) AS row
      FROM imported_day t JOIN monitor m ON m.id = t.monitor_id
      WHERE t.workspace_id = $1 AND ($2::text IS NULL
        OR (t.monitor_id, t.day) > (split_part($2, '|', 1)::int, split_part($2, '|', 2)::date))
      ORDER BY t.monitor_id, t.day LIMIT $3`,
  },
  {
    // What somebody keeps for themselves is theirs, and in the export of their account.
    type: "saved_view",
    text: `SELECT t.id::text AS key, to_jsonb(t) AS row FROM saved_view t
      WHERE t.workspace_id = $1 AND t.user_id IS NULL AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  {
    // Without the entry itself, which may hold what a request sends.
    type: "managed_resource",
    text: `SELECT t.kind || '|' || t.target_id AS key, to_jsonb(t) - 'applied' AS row FROM managed_resource t
      WHERE t.workspace_id = $1 AND ($2::text IS NULL OR t.kind || '|' || t.target_id > $2::text)
      ORDER BY t.kind || '|' || t.target_id LIMIT $3`,
  },
  byId("objective", "objective"),
  {
    type: "objective_exclusion",
    text: `SELECT t.id::text AS key, to_jsonb(t) AS row FROM objective_exclusion t JOIN objective o ON o.id = t.objective_id
      WHERE o.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  byId("sla_report", "sla_report", ["mail_to", "mail_due_at", "mail_attempts"]),
  {
    type: "day_link",
    text: `SELECT t.monitor_id || '|' || t.seq AS key, to_jsonb(t) - 'monitor_id' || jsonb_build_object('monitor', m.public_id) AS row
      FROM day_link t JOIN monitor m ON m.id = t.monitor_id
      WHERE m.workspace_id = $1 AND ($2::text IS NULL
        OR (t.monitor_id, t.seq) > (split_part($2, '|', 1)::int, split_part($2, '|', 2)::int))
      ORDER BY t.monitor_id, t.seq LIMIT $3`,
  },
  byId("incident", "incident"),
  ofIncidents("incident_event", "incident_event"),
  {
    type: "transition",
    text: `SELECT t.monitor_id || '|' || t.seq AS key, to_jsonb(t) - 'monitor_id' || jsonb_build_object('monitor', m.public_id) AS row
      FROM transition t JOIN monitor m ON m.id = t.monitor_id
      WHERE m.workspace_id = $1 AND ($2::text IS NULL
        OR (t.monitor_id, t.seq) > (split_part($2, '|', 1)::int, split_part($2, '|', 2)::int))
      ORDER BY t.monitor_id, t.seq LIMIT $3`,
  },
  {
    type: "status_page",
    text: `SELECT t.id::text AS key, to_jsonb(t) - 'password_hash' || jsonb_build_object('domain',
        (SELECT d.domain FROM status_domain d WHERE d.page_id = t.id)) AS row
      FROM status_page t WHERE t.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  ofPages("status_section"),
  {
    type: "status_component",
    text: `SELECT t.id::text AS key, to_jsonb(t) || jsonb_build_object('monitors', ARRAY(
        SELECT m.public_id FROM status_component_monitor o JOIN monitor m ON m.id = o.monitor_id
        WHERE o.component_id = t.id ORDER BY m.id)) AS row
      FROM status_component t JOIN status_page p ON p.id = t.page_id
      WHERE p.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  ofPages("status_post"),
  {
    type: "status_post_update",
    text: `SELECT t.id::text AS key, to_jsonb(t) AS row FROM status_post_update t
      JOIN status_post o ON o.id = t.post_id JOIN status_page p ON p.id = o.page_id
      WHERE p.workspace_id = $1 AND ($2::uuid IS NULL OR t.id > $2::uuid) ORDER BY t.id LIMIT $3`,
  },
  byId("status_template", "status_template"),
  byId("audit_entry", "audit_entry"),
  rollups("rollup_day", "rollup_day", { column: "day", type: "date" }),
  rollups("rollup_hour", "rollup_hour", { column: "hour", type: "timestamptz" }),
];

export async function listExportRows(
  sql: Sql,
  asked: { part: ExportPart; workspaceId: string; after: string | null; limit: number },
): Promise<ExportRow[]> {
  const { part, workspaceId, after, limit } = asked;
  const { rows } = await sql.query<ExportRow>({
    name: `export-${part.type}`,
    text: part.text,
    values: [workspaceId, after, limit],
  });
  return rows;
}
