import { type KeyRing, openSecret, type SecretPlace, sealSecret } from "#server/runtime/key-ring.ts";
import type { Sql, Tx } from "./prisma.ts";

export type SecretRow = {
  id: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
  usedBy: number;
};

/** In order of name, with how many monitors refer to each. */
export async function listSecretRows(sql: Sql, workspaceId: string): Promise<SecretRow[]> {
  const { rows } = await sql.query<SecretRow>(
    `WITH used AS (
       SELECT DISTINCT m.id, named[1] AS name
       FROM monitor m, regexp_matches(m."check"::text, '\\{\\{\\s*secret\\.([A-Z][A-Z0-9_]*)\\s*\\}\\}', 'g') AS named
       WHERE m.workspace_id = $1 AND m."check"::text LIKE '%{{%secret.%'
     )
     SELECT s.id, s.name, s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.updated_by AS "updatedBy",
       (SELECT count(*)::int FROM used u WHERE u.name = s.name) AS "usedBy"
     FROM secret s WHERE s.workspace_id = $1 ORDER BY s.name`,
    [workspaceId],
  );
  return rows;
}

export async function countSecrets(tx: Tx, workspaceId: string): Promise<number> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtext('uptick_secret'), hashtext(${workspaceId}))) held`;
  return tx.secret.count({ where: { workspaceId } });
}

export async function hasSecretNamed(
  tx: Tx,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<boolean> {
  return (await tx.secret.count({ where: { workspaceId, name } })) > 0;
}

type SecretOf = { id: string; workspaceId: string; name: string; value: string };
/** `value` as people typed it. */
type PlainSecret = SecretOf;
/** `value` as an envelope. */
export type SealedSecret = SecretOf;

export async function insertSecret(
  tx: Tx,
  { ring, secret, at, by }: { ring: KeyRing; secret: PlainSecret; at: Date; by: string },
): Promise<void> {
  const value = sealSecret(ring, placeOf(secret), secret.value);
  await tx.secret.create({ data: { ...secret, value, createdAt: at, updatedAt: at, updatedBy: by } });
}

/** Null in another workspace, too. */
export async function lockSecret(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<{ id: string; name: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM secret WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function replaceSecret(
  tx: Tx,
  { ring, secret, at, by }: { ring: KeyRing; secret: PlainSecret; at: Date; by: string },
): Promise<void> {
  const value = sealSecret(ring, placeOf(secret), secret.value);
  await tx.secret.update({ where: { id: secret.id }, data: { value, updatedAt: at, updatedBy: by } });
}

export async function deleteSecret(tx: Tx, id: string): Promise<void> {
  await tx.secret.delete({ where: { id } });
}

/** Monitors that refer to the secret, with the regions that check them. */
export async function listMonitorsOfSecret(
  tx: Tx,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<{ id: number; name: string; regions: string[] }[]> {
  const pattern = `\\{\\{\\s*secret\\.${name}\\s*\\}\\}`;
  return tx.$queryRaw`
    SELECT m.id, m.name,
      coalesce((SELECT array_agg(r.code) FROM assignment a JOIN region r ON r.id = a.region_id
                WHERE a.monitor_id = m.id AND a.until_at IS NULL), '{}') AS regions
    FROM monitor m
    WHERE m.workspace_id = ${workspaceId}::uuid AND m."check"::text ~ ${pattern}
    ORDER BY m.id`;
}

/** Probes ask for what changed since a moment: a monitor with a new secret has changed. */
export async function touchMonitors(tx: Tx, change: { ids: number[]; at: Date }): Promise<void> {
  await tx.monitor.updateMany({ where: { id: { in: change.ids } }, data: { updatedAt: change.at } });
}

export async function listSecretNames(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.secret.findMany({ where: { workspaceId }, select: { name: true } });
  return rows.map(({ name }) => name);
}

/** The sealed secrets of the workspaces that own these monitors and trials. */
export async function listSealedSecrets(
  sql: Sql,
  { monitorIds, trialIds }: { monitorIds: number[]; trialIds: number[] },
): Promise<SealedSecret[]> {
  const { rows } = await sql.query<SealedSecret>(
    `SELECT id, workspace_id AS "workspaceId", name, value FROM secret
     WHERE workspace_id IN (SELECT workspace_id FROM monitor WHERE id = ANY($1)
                            UNION SELECT workspace_id FROM trial WHERE id = ANY($2))`,
    [monitorIds, trialIds],
  );
  return rows;
}

/** Never log what it answers. Throws KeyRingError. */
export function openValue(ring: KeyRing, sealed: SealedSecret): string {
  return openSecret(ring, placeOf(sealed), sealed.value);
}

/** Whose each of them is, by the id that a probe knows it by: a trial's is negative. */
export async function listOwners(
  sql: Sql,
  { monitorIds, trialIds }: { monitorIds: number[]; trialIds: number[] },
): Promise<Map<number, string>> {
  const { rows } = await sql.query<{ id: number; workspaceId: string }>(
    `SELECT id, workspace_id AS "workspaceId" FROM monitor WHERE id = ANY($1)
     UNION ALL SELECT -id, workspace_id FROM trial WHERE id = ANY($2)`,
    [monitorIds, trialIds],
  );
  return new Map(rows.map(({ id, workspaceId }) => [id, workspaceId]));
}

function placeOf({ id, workspaceId }: { id: string; workspaceId: string }): SecretPlace {
  return { workspaceId, table: "secret", rowId: id, field: "value" };
}
