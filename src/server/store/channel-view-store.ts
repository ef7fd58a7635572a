import type { ChannelView, DeliveryView } from "#contracts/channel.ts";
import { type MonitorScope, scopeSql } from "./monitor-scope.ts";
import type { Sql } from "./prisma.ts";

/** In order of name. `secretsSet` has the names of the envelopes, which stay where they are. */
export async function listChannelViews(sql: Sql, within: MonitorScope): Promise<ChannelView[]> {
  const values: unknown[] = [within.workspaceId];
  const scope = scopeSql(within, values);
  const { rows } = await sql.query<Omit<ChannelView, "createdAt"> & { createdAt: Date }>(
    `SELECT c.id, c.kind, c.name, c.config, ARRAY(SELECT jsonb_object_keys(c.secrets) ORDER BY 1) AS "secretsSet",
        c.is_default AS "isDefault", c.enabled, c.disabled_reason AS "disabledReason",
        c.fallback_channel_id AS "fallbackChannelId", c.quiet_hours AS "quietHours",
        c.tells_owners AS "tellsOwners", (extract(epoch FROM c.open_until) * 1000)::float8 AS "openUntil", c.created_at AS "createdAt",
        (SELECT count(*)::int FROM monitor_channel used JOIN monitor m ON m.id = used.monitor_id
          WHERE used.channel_id = c.id${scope.monitor("m")}) AS monitors,
        (
          SELECT json_build_object('status', d.status,
            'at', (extract(epoch FROM coalesce(d.sent_at, d.created_at)) * 1000)::float8)
          FROM delivery d WHERE d.channel_id = c.id AND d.status IN ('sent', 'failed', 'dead')
          ORDER BY d.created_at DESC LIMIT 1
        ) AS "lastDelivery"
      FROM channel c WHERE c.workspace_id = $1 AND c.subscriber_id IS NULL ORDER BY lower(c.name), c.id`,
    values,
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }));
}

export async function listChannelIdsOf(sql: Sql, monitorId: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(
    "SELECT channel_id AS id FROM monitor_channel WHERE monitor_id = $1 ORDER BY channel_id",
    [monitorId],
  );
  return rows.map((row) => row.id);
}

export type DeliveryPosition = { at: number; id: string };

/** Newest first. */
export async function listDeliveryViews(
  sql: Sql,
  query: {
    scope: MonitorScope;
    channelId: string | null;
    incidentId: string | null;
    monitorId: string | null;
    after: DeliveryPosition | null;
    limit: number;
  },
): Promise<DeliveryView[]> {
  const values: unknown[] = [
    query.scope.workspaceId,
    query.channelId,
    query.incidentId,
    query.monitorId,
    query.after?.at ?? null,
    query.after?.id ?? null,
    query.limit,
  ];
  const scope = scopeSql(query.scope, values);
  // One message for a whole storm names monitors that are out of scope.
  const isPart =
    query.scope.tags.length > 0 ? "EXISTS (SELECT FROM delivery o WHERE o.leader_id = d.id)" : "false";
  const { rows } = await sql.query<DeliveryView>(
    `SELECT d.id, d.channel_id AS "channelId", c.name AS "channelName", c.kind AS "channelKind",
        d.incident_id AS "incidentId",
        CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.public_id, 'name', m.name) END AS monitor,
        coalesce(d.notification->'monitor'->>'name', '') AS about, d.event, d.status, d.held_because AS "heldBecause",
        d.leader_id AS "leaderId", CASE WHEN ${isPart} THEN NULL ELSE d.request END AS request, d.attempts,
        CASE WHEN d.status = 'pending' THEN (extract(epoch FROM d.next_at) * 1000)::float8 END AS "nextAt",
        d.last_error AS "lastError", d.response_status AS "responseStatus", CASE WHEN ${isPart} THEN NULL ELSE d.response_body END AS "responseBody",
        d.latency_ms AS "latencyMs", (extract(epoch FROM d.created_at) * 1000)::float8 AS "createdAt",
        (extract(epoch FROM d.sent_at) * 1000)::float8 AS "sentAt"
      FROM delivery d
      JOIN channel c ON c.id = d.channel_id AND c.subscriber_id IS NULL
      LEFT JOIN monitor m ON m.id = d.monitor_id
      WHERE d.workspace_id = $1 AND ($2::uuid IS NULL OR d.channel_id = $2) AND ($3::uuid IS NULL OR d.incident_id = $3)
        AND ($4::uuid IS NULL OR m.public_id = $4)
        AND ($5::float8 IS NULL OR (d.created_at, d.id) < (to_timestamp($5 / 1000)::timestamptz(3), $6::uuid))${scope.delivery("d")}
      ORDER BY d.created_at DESC, d.id DESC LIMIT $7`,
    values,
  );
  return rows;
}
