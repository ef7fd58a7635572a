import type { EscalationPolicyView, EscalationSteps } from "#contracts/escalation.ts";
import type { Sql, Tx } from "./prisma.ts";

export type StoredEscalationPolicy = {
  id: string;
  workspaceId: string;
  name: string;
  steps: EscalationSteps;
};

export async function insertEscalationPolicy(
  tx: Tx,
  policy: StoredEscalationPolicy & { at: Date },
): Promise<void> {
  const { at, ...data } = policy;
  await tx.escalationPolicy.create({ data: { ...data, createdAt: at, updatedAt: at } });
}

export async function saveEscalationPolicy(
  tx: Tx,
  policy: Pick<StoredEscalationPolicy, "id" | "name" | "steps"> & { at: Date },
): Promise<void> {
  const { id, at, ...data } = policy;
  await tx.escalationPolicy.update({ where: { id }, data: { ...data, updatedAt: at } });
}

/** Null in another workspace, too. */
export async function lockEscalationPolicy(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredEscalationPolicy | null> {
  const [row] = await tx.$queryRaw<StoredEscalationPolicy[]>`
    SELECT id, workspace_id AS "workspaceId", name, steps FROM escalation_policy
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function deleteEscalationPolicy(tx: Tx, id: string): Promise<void> {
  await tx.escalationPolicy.delete({ where: { id } });
}

/** Those of the given ids that are policies of the workspace, kept from being deleted until the end. */
export async function listEscalationPolicyIds(
  tx: Tx,
  asked: { workspaceId: string; ids: readonly string[] },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM escalation_policy
    WHERE workspace_id = ${asked.workspaceId}::uuid AND id = ANY(${[...asked.ids]}::uuid[]) ORDER BY id FOR KEY SHARE`;
  return rows.map((row) => row.id);
}

/** In order of name. */
export async function listMonitorsOfPolicy(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.monitor.findMany({
    where: { escalationPolicyId: id },
    select: { name: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => row.name);
}

/** Names of the policies with a step that tells the channel, or whoever is on call in the schedule. */
export async function listPoliciesTelling(
  tx: Tx,
  asked: { workspaceId: string; channelId: string } | { workspaceId: string; scheduleId: string },
): Promise<string[]> {
  const step = "channelId" in asked ? { channelIds: [asked.channelId] } : { scheduleIds: [asked.scheduleId] };
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM escalation_policy
    WHERE workspace_id = ${asked.workspaceId}::uuid AND steps @> ${JSON.stringify({ steps: [step] })}::jsonb
    ORDER BY name`;
  return rows.map((row) => row.name);
}

/** In order of name. */
export async function listEscalationPolicyViews(
  sql: Sql,
  workspaceId: string,
): Promise<EscalationPolicyView[]> {
  const { rows } = await sql.query<{ id: string; name: string; steps: EscalationSteps; monitors: number }>({
    name: "list-escalation-policies",
    text: `SELECT e.id, e.name, e.steps,
        (SELECT count(*)::int FROM monitor m WHERE m.escalation_policy_id = e.id) AS monitors
      FROM escalation_policy e WHERE e.workspace_id = $1 ORDER BY lower(e.name), e.id`,
    values: [workspaceId],
  });
  return rows.map(({ steps, ...row }) => ({ ...row, ...steps }));
}
