import type { Sql } from "./prisma.ts";

type Owned = { apiKeyId: string; key: string };
export type KeptAnswer = { status: number; answer: string; location: string | null };
export type IdempotencyClaim =
  | { kind: "claimed" }
  | { kind: "answered"; kept: KeptAnswer }
  | { kind: "in_flight" }
  | { kind: "mismatch" };

/**
 * Whoever inserts the row works; the others are told what there is. What is older than `expired` is forgotten, what has not
 * been answered since `stalled` was left behind by a process that is gone.
 */
export async function claimIdempotencyKey(
  sql: Sql,
  claim: Owned & { workspaceId: string; digest: string; at: Date; expired: Date; stalled: Date },
): Promise<IdempotencyClaim> {
  const { apiKeyId, key, workspaceId, digest, at, expired, stalled } = claim;
  const { rowCount } = await sql.query(
    `INSERT INTO idempotency_key AS kept (api_key_id, key, workspace_id, digest, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (api_key_id, key) DO UPDATE
       SET digest = excluded.digest, status = NULL, answer = NULL, location = NULL, created_at = excluded.created_at
       WHERE kept.created_at < $6 OR (kept.status IS NULL AND kept.created_at < $7)`,
    [apiKeyId, key, workspaceId, digest, at, expired, stalled],
  );
  if (rowCount === 1) return { kind: "claimed" };
  const { rows } = await sql.query<{
    digest: string;
    status: number | null;
    answer: string | null;
    location: string | null;
  }>("SELECT digest, status, answer, location FROM idempotency_key WHERE api_key_id = $1 AND key = $2", [
    apiKeyId,
    key,
  ]);
  const [row] = rows;
  // Released between the two statements: whoever asks again finds it free.
  if (!row) return { kind: "in_flight" };
  if (row.digest !== digest) return { kind: "mismatch" };
  if (row.status === null || row.answer === null) return { kind: "in_flight" };
  return { kind: "answered", kept: { status: row.status, answer: row.answer, location: row.location } };
}

/** Only while the claim of `at` still stands. */
export async function keepAnswer(sql: Sql, claim: Owned & KeptAnswer & { at: Date }): Promise<void> {
  const { apiKeyId, key, at, status, answer, location } = claim;
  await sql.query(
    `UPDATE idempotency_key SET status = $4, answer = $5, location = $6
     WHERE api_key_id = $1 AND key = $2 AND created_at = $3`,
    [apiKeyId, key, at, status, answer, location],
  );
}

/** Nothing was done: the same key may be used again. */
export async function releaseIdempotencyKey(sql: Sql, claim: Owned & { at: Date }): Promise<void> {
  await sql.query("DELETE FROM idempotency_key WHERE api_key_id = $1 AND key = $2 AND created_at = $3", [
    claim.apiKeyId,
    claim.key,
    claim.at,
  ]);
}

export async function deleteOldIdempotencyKeys(sql: Sql, before: Date): Promise<number> {
  const { rowCount } = await sql.query("DELETE FROM idempotency_key WHERE created_at < $1", [before]);
  return rowCount ?? 0;
}
