import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import type { Policy } from "#contracts/policy.ts";

/**
 * A webhook channel for each monitor, so that monitors neither wait for one another nor are told of together. `policy`:
 * of these monitors instead of the workspace's.
 */
export async function seedChannels(
  db: Client,
  seed: { ids: readonly number[]; hookOf: (id: number) => string; policy?: Policy },
): Promise<void> {
  const given = [
    seed.ids,
    seed.ids.map(() => randomUUID()),
    seed.ids.map((id) => JSON.stringify({ url: seed.hookOf(id) })),
  ];
  await db.query(
    `WITH given AS (
       SELECT m.id, m.workspace_id, channel_id, config
       FROM unnest($1::int[], $2::uuid[], $3::text[]) AS row(id, channel_id, config) JOIN monitor m ON m.id = row.id
     ), made AS (
       INSERT INTO channel (id, workspace_id, kind, name, config, updated_at)
       SELECT channel_id, workspace_id, 'webhook', 'Hook ' || id, config::jsonb, now() FROM given
     )
     SELECT count(*) FROM given`,
    given,
  );
  await db.query(
    "INSERT INTO monitor_channel (monitor_id, channel_id) SELECT * FROM unnest($1::int[], $2::uuid[])",
    given.slice(0, 2),
  );
  if (seed.policy === undefined) return;
  await db.query("UPDATE monitor SET policy = $2 WHERE id = ANY($1)", [
    seed.ids,
    JSON.stringify(seed.policy),
  ]);
}
