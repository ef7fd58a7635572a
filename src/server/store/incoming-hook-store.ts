import type { IncomingEventView, IncomingKind, IncomingOutcome } from "#contracts/incoming-hook.ts";
import type { Severity } from "#contracts/policy.ts";
import { type KeyRing, openSecret, sealSecret } from "#server/runtime/key-ring.ts";
import type { Sql, Tx } from "./prisma.ts";
import { sqlOf } from "./sql-of.ts";

export type StoredHook = {
  id: string;
  workspaceId: string;
  kind: IncomingKind;
  name: string;
  /** An envelope. */
  secret: string | null;
  everything: boolean;
  monitorIds: number[];
  tags: string[];
  channelIds: string[];
  severity: Severity;
};
type NewHook = Omit<StoredHook, "secret"> & {
  tokenHash: string;
  secret: string | null;
  by: string;
  at: Date;
};

const COLUMNS = `id, workspace_id AS "workspaceId", kind, name, secret, everything, monitor_ids AS "monitorIds", tags,
  channel_ids AS "channelIds", severity`;

function placeOf({ id, workspaceId }: Pick<StoredHook, "id" | "workspaceId">) {
  return { workspaceId, table: "incoming_hook", rowId: id, field: "secret" } as const;
}

/** `secret` as people typed it; null: the sender signs nothing, or it stays. */
export function sealHookSecret(
  ring: KeyRing,
  hook: Pick<StoredHook, "id" | "workspaceId">,
  secret: string,
): string {
  return sealSecret(ring, placeOf(hook), secret);
}

/** Never log what it answers. Throws KeyRingError. */
export function openHookSecret(ring: KeyRing, hook: StoredHook): string {
  return hook.secret === null ? "" : openSecret(ring, placeOf(hook), hook.secret);
}

export async function countHooks(tx: Tx, workspaceId: string): Promise<number> {
  return tx.incomingHook.count({ where: { workspaceId } });
}

export async function insertHook(tx: Tx, { by, at, ...hook }: NewHook): Promise<void> {
  await tx.incomingHook.create({ data: { ...hook, createdBy: by, createdAt: at } });
}

export async function saveHook(
  tx: Tx,
  { id, ...change }: Partial<Omit<StoredHook, "kind" | "workspaceId">> & { id: string; tokenHash?: string },
): Promise<void> {
  await tx.incomingHook.update({ where: { id }, data: change });
}

export async function deleteHook(tx: Tx, id: string): Promise<void> {
  await tx.incomingHook.delete({ where: { id } });
}

/** Null in another workspace, too. */
export async function lockHook(tx: Tx, key: { workspaceId: string; id: string }): Promise<StoredHook | null> {
  const { rows } = await sqlOf(tx).query<StoredHook>(
    `SELECT ${COLUMNS} FROM incoming_hook WHERE id = $1 AND workspace_id = $2 FOR UPDATE`,
    [key.id, key.workspaceId],
  );
  return rows[0] ?? null;
}

const OF_TOKEN = `SELECT ${COLUMNS} FROM incoming_hook WHERE token_hash = $1
  AND workspace_id IN (SELECT id FROM workspace WHERE deleted_at IS NULL)`;

/** None of a workspace that is being removed. */
export async function findHookOfToken(tx: Tx, tokenHash: string): Promise<StoredHook | null> {
  const { rows } = await sqlOf(tx).query<StoredHook>(OF_TOKEN, [tokenHash]);
  return rows[0] ?? null;
}

/** Whoever holds it is the only one who changes what the hook knows. */
export async function lockHookOfToken(tx: Tx, tokenHash: string): Promise<StoredHook | null> {
  const { rows } = await sqlOf(tx).query<StoredHook>(`${OF_TOKEN} FOR UPDATE`, [tokenHash]);
  return rows[0] ?? null;
}

export type NewEvent = {
  id: string;
  at: Date;
  outcome: IncomingOutcome;
  message: string;
  incidentId: string | null;
};

const KEPT_EVENTS = 200;
const KEPT_MS = 30 * 86_400_000;

/** With what became of a call goes what is too old to be looked at. `problem` null: it went well. */
export async function recordCall(
  tx: Tx,
  call: { hookId: string; at: Date; events: NewEvent[]; problem: string | null },
): Promise<void> {
  const { hookId, at, events, problem } = call;
  await tx.incomingEvent.createMany({ data: events.map((event) => ({ ...event, hookId })) });
  const said =
    problem === null
      ? { lastProblem: null, lastProblemAt: null }
      : { lastProblem: problem, lastProblemAt: at };
  await tx.incomingHook.update({ where: { id: hookId }, data: { lastEventAt: at, ...said } });
  await tx.$executeRaw`
    DELETE FROM incoming_event WHERE hook_id = ${hookId}::uuid AND id NOT IN (
      SELECT id FROM incoming_event WHERE hook_id = ${hookId}::uuid ORDER BY at DESC, id DESC LIMIT ${KEPT_EVENTS})`;
  const before = new Date(at.getTime() - KEPT_MS);
  await tx.incomingAlert.deleteMany({ where: { hookId, isOpen: false, at: { lt: before } } });
}

export type HookRow = Omit<StoredHook, "monitorIds" | "workspaceId" | "secret"> & {
  monitors: { id: string; name: string }[];
  hasSecret: boolean;
  createdAt: number;
  createdBy: string;
  lastEventAt: number | null;
  lastProblem: string | null;
  lastProblemAt: number | null;
};

export async function listHookRows(sql: Sql, workspaceId: string): Promise<HookRow[]> {
  const ms = (column: string) => `(extract(epoch FROM h.${column}) * 1000)::float8`;
  const { rows } = await sql.query<HookRow>({
    name: "list-incoming-hooks",
    text: `SELECT h.id, h.kind, h.name, h.secret IS NOT NULL AS "hasSecret", h.everything, h.tags, h.channel_ids AS "channelIds",
        h.severity, ${ms("created_at")} AS "createdAt", h.created_by AS "createdBy", ${ms("last_event_at")} AS "lastEventAt",
        h.last_problem AS "lastProblem", ${ms("last_problem_at")} AS "lastProblemAt",
        coalesce((SELECT json_agg(json_build_object('id', m.public_id, 'name', m.name) ORDER BY lower(m.name), m.id)
          FROM monitor m WHERE m.id = ANY(h.monitor_ids) AND m.workspace_id = h.workspace_id), '[]') AS monitors
      FROM incoming_hook h WHERE h.workspace_id = $1 ORDER BY lower(h.name), h.id`,
    values: [workspaceId],
  });
  return rows;
}

/** Newest first; empty for a hook of another workspace. */
export async function listHookEvents(
  sql: Sql,
  asked: { workspaceId: string; id: string; limit: number },
): Promise<IncomingEventView[]> {
  const { rows } = await sql.query<IncomingEventView>(
    `SELECT e.id, (extract(epoch FROM e.at) * 1000)::float8 AS at, e.outcome, e.message,
       (SELECT i.id FROM incident i WHERE i.id = e.incident_id) AS "incidentId"
     FROM incoming_event e JOIN incoming_hook h ON h.id = e.hook_id
     WHERE e.hook_id = $2 AND h.workspace_id = $1 ORDER BY e.at DESC, e.id DESC LIMIT $3`,
    [asked.workspaceId, asked.id, asked.limit],
  );
  return rows;
}
