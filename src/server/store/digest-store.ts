import type { Sql } from "./prisma.ts";

export type DigestReader = {
  workspaceId: string;
  workspace: string;
  userId: string;
  email: string;
  /** As stored; null: none was chosen. */
  locale: string | null;
  /** Their own, or the workspace's. */
  timeZone: string;
  tags: string[];
};

type Week = Pick<DigestReader, "workspaceId" | "userId"> & { week: string };

/** Members who want it. */
export async function listDigestReaders(sql: Sql): Promise<DigestReader[]> {
  const { rows } = await sql.query<DigestReader>(
    `SELECT w.id AS "workspaceId", w.name AS workspace, u.id AS "userId", u.email, u.locale,
        coalesce(u.time_zone, w.time_zone) AS "timeZone", m.tags
      FROM "user" u JOIN member m ON m.user_id = u.id JOIN workspace w ON w.id = m.workspace_id
      WHERE u.preferences->'digest' = 'true'::jsonb AND w.deleted_at IS NULL
      ORDER BY u.id, w.id`,
  );
  return rows;
}

/** Those that are done with, or were tried too often, as "workspace user week". */
export async function listSettledDigests(
  sql: Sql,
  since: { week: string; attempts: number },
): Promise<Set<string>> {
  const { rows } = await sql.query<{ key: string }>(
    `SELECT concat_ws(' ', workspace_id, user_id, week) AS key FROM weekly_digest
      WHERE week >= $1::date AND (done_at IS NOT NULL OR attempts >= $2)`,
    [since.week, since.attempts],
  );
  return new Set(rows.map(({ key }) => key));
}

export function digestKey({ workspaceId, userId, week }: Week): string {
  return `${workspaceId} ${userId} ${week}`;
}

/** False when it is done with, or another worker is at it. */
export async function claimDigest(
  sql: Sql,
  of: Week,
  lease: { nowMs: number; untilMs: number },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `INSERT INTO weekly_digest AS known (workspace_id, user_id, week, attempts, lease_until)
      SELECT workspace_id, user_id, $3::date, 1, to_timestamp($5 / 1000.0) FROM member
      WHERE workspace_id = $1 AND user_id = $2
      ON CONFLICT (workspace_id, user_id, week) DO UPDATE
        SET attempts = known.attempts + 1, lease_until = excluded.lease_until
        WHERE known.done_at IS NULL AND known.lease_until <= to_timestamp($4 / 1000.0)`,
    [of.workspaceId, of.userId, of.week, lease.nowMs, lease.untilMs],
  );
  return rowCount === 1;
}

export async function settleDigest(
  sql: Sql,
  of: Week,
  done: { atMs: number; outcome: "sent" | "quiet" | "failed" },
): Promise<void> {
  await sql.query(
    `UPDATE weekly_digest SET done_at = to_timestamp($4 / 1000.0), outcome = $5
      WHERE workspace_id = $1 AND user_id = $2 AND week = $3::date AND done_at IS NULL`,
    [of.workspaceId, of.userId, of.week, done.atMs, done.outcome],
  );
}

export async function deleteOldDigests(sql: Sql, before: string): Promise<void> {
  await sql.query("DELETE FROM weekly_digest WHERE week < $1::date", [before]);
}

/** Says whether there is such a person; a second time changes nothing. */
export async function turnDigestOff(sql: Sql, userId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "user" SET preferences = jsonb_set(preferences, '{digest}', 'false') WHERE id = $1`,
    [userId],
  );
  return rowCount === 1;
}
