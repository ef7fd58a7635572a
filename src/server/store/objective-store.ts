import { ObjectiveInput } from "#contracts/objective.ts";
import type { Sql, Tx } from "./prisma.ts";

/** Of a larger group only so many, in the order of their names. */
export const MOST_MEMBERS = 500;

export type StoredObjective = { id: string; workspaceId: string; spec: ObjectiveInput };
export type Exclusion = {
  id: string;
  startsAt: number;
  endsAt: number;
  reason: string;
  by: string;
  at: number;
};
export type Member = { id: number; publicId: string; name: string; existsFromMs: number };
/** An objective with all that its budget is computed from, apart from the timelines. */
export type ObjectiveFacts = StoredObjective & {
  members: Member[];
  exclusions: Exclusion[];
  /** The open burn alert. */
  alert: { incidentId: string; reason: string } | null;
};

export async function insertObjective(tx: Tx, objective: StoredObjective & { at: Date }): Promise<void> {
  const { at, ...data } = objective;
  await tx.objective.create({ data: { ...data, createdAt: at, updatedAt: at } });
}

export async function saveObjective(
  tx: Tx,
  objective: { id: string; spec: ObjectiveInput; at: Date },
): Promise<void> {
  const { id, spec, at } = objective;
  await tx.objective.update({ where: { id }, data: { spec, updatedAt: at } });
}

export async function deleteObjective(tx: Tx, id: string): Promise<void> {
  await tx.objective.delete({ where: { id } });
}

/** Null in another workspace, too. */
export async function lockObjective(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredObjective | null> {
  const [row] = await tx.$queryRaw<StoredObjective[]>`
    SELECT id, workspace_id AS "workspaceId", spec FROM objective
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ? { ...row, spec: ObjectiveInput.parse(row.spec) } : null;
}

export function countObjectives(tx: Tx, workspaceId: string): Promise<number> {
  return tx.objective.count({ where: { workspaceId } });
}

/** How many of them are monitors of the workspace. */
export function countMonitors(
  tx: Tx,
  asked: { workspaceId: string; publicIds: readonly string[] },
): Promise<number> {
  const { workspaceId, publicIds } = asked;
  return tx.monitor.count({ where: { workspaceId, publicId: { in: [...publicIds] } } });
}

/** How many of them are members of the workspace. */
export function countMembers(
  tx: Tx,
  asked: { workspaceId: string; userIds: readonly string[] },
): Promise<number> {
  const { workspaceId, userIds } = asked;
  return tx.member.count({ where: { workspaceId, userId: { in: [...userIds] } } });
}

type NewExclusion = {
  id: string;
  objectiveId: string;
  startsAt: number;
  endsAt: number;
  reason: string;
  by: string;
  at: Date;
};

export async function insertExclusion(tx: Tx, exclusion: NewExclusion): Promise<void> {
  const { by, at, startsAt, endsAt, ...data } = exclusion;
  const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  await tx.objectiveExclusion.create({ data: { ...data, ...span, createdBy: by, createdAt: at } });
}

/** Null in another workspace, too. */
export async function findExclusion(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<(Exclusion & { objectiveId: string }) | null> {
  const row = await tx.objectiveExclusion.findFirst({
    where: { id: key.id, objective: { workspaceId: key.workspaceId } },
  });
  if (row === null) return null;
  return {
    id: row.id,
    objectiveId: row.objectiveId,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    reason: row.reason,
    by: row.createdBy,
    at: row.createdAt.getTime(),
  };
}

export async function deleteExclusion(tx: Tx, id: string): Promise<void> {
  await tx.objectiveExclusion.delete({ where: { id } });
}

const FACTS = `
  SELECT o.id, o.workspace_id AS "workspaceId", o.spec,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', m.id, 'publicId', m.public_id, 'name', m.name,
        'existsFromMs', floor(extract(epoch FROM m.created_at) * 1000)) ORDER BY m.name, m.id)
      FROM (
        SELECT id, public_id, name, created_at FROM monitor
        WHERE workspace_id = o.workspace_id AND CASE o.spec->'scope'->>'kind'
          WHEN 'tag' THEN tags @> ARRAY[o.spec->'scope'->>'tag']
          ELSE public_id = ANY(ARRAY(SELECT jsonb_array_elements_text(o.spec->'scope'->'monitorIds')::uuid)) END
        ORDER BY name, id LIMIT ${MOST_MEMBERS}
      ) AS m), '[]') AS members,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', e.id, 'reason', e.reason, 'by', e.created_by,
        'startsAt', extract(epoch FROM e.starts_at) * 1000, 'endsAt', extract(epoch FROM e.ends_at) * 1000,
        'at', extract(epoch FROM e.created_at) * 1000) ORDER BY e.starts_at, e.id)
      FROM objective_exclusion e WHERE e.objective_id = o.id), '[]') AS exclusions,
    (SELECT jsonb_build_object('incidentId', i.id, 'reason', i.cause) FROM incident i
      WHERE i.workspace_id = o.workspace_id AND i.system_key = 'burn:' || o.id AND i.closed_at IS NULL) AS alert
  FROM objective o`;

/** Those of a workspace in order of name, or the one of them. */
export async function listObjectives(
  sql: Sql,
  asked: { workspaceId: string; id: string | null },
): Promise<ObjectiveFacts[]> {
  const { rows } = await sql.query<ObjectiveFacts>({
    name: "list-objectives",
    text: `${FACTS} WHERE o.workspace_id = $1::uuid AND ($2::uuid IS NULL OR o.id = $2::uuid)
      ORDER BY lower(o.spec->>'name'), o.id`,
    values: [asked.workspaceId, asked.id],
  });
  return rows.map(parse);
}

/** Of all workspaces: those whose burn is watched, or whose alert is open. */
export async function listWatchedObjectives(sql: Sql): Promise<ObjectiveFacts[]> {
  const { rows } = await sql.query<ObjectiveFacts>({
    name: "list-watched-objectives",
    text: `SELECT * FROM (${FACTS}) AS facts WHERE (facts.spec->>'burnAlerts')::boolean OR facts.alert IS NOT NULL
      ORDER BY facts.id`,
  });
  return rows.map(parse);
}

/** Of all workspaces that are not being deleted. */
export async function listReportedObjectives(
  sql: Sql,
): Promise<{ id: string; workspaceId: string; zone: string }[]> {
  const { rows } = await sql.query<{ id: string; workspaceId: string; zone: string }>({
    name: "list-reported-objectives",
    text: `SELECT o.id, o.workspace_id AS "workspaceId", o.spec->>'zone' AS zone
      FROM objective o JOIN workspace w ON w.id = o.workspace_id WHERE w.deleted_at IS NULL ORDER BY o.id`,
  });
  return rows;
}

function parse(row: ObjectiveFacts): ObjectiveFacts {
  return { ...row, spec: ObjectiveInput.parse(row.spec) };
}
