import type { Rotation } from "#contracts/escalation.ts";
import type { Sql, Tx } from "./prisma.ts";

export type StoredSchedule = { id: string; workspaceId: string; name: string; rotation: Rotation };
export type StoredOverride = {
  id: string;
  scheduleId: string;
  channelId: string;
  startsAt: number;
  endsAt: number;
};

export async function insertSchedule(tx: Tx, schedule: StoredSchedule & { at: Date }): Promise<void> {
  const { at, ...data } = schedule;
  await tx.onCallSchedule.create({ data: { ...data, createdAt: at, updatedAt: at } });
}

export async function saveSchedule(
  tx: Tx,
  schedule: Pick<StoredSchedule, "id" | "name" | "rotation"> & { at: Date },
): Promise<void> {
  const { id, at, ...data } = schedule;
  await tx.onCallSchedule.update({ where: { id }, data: { ...data, updatedAt: at } });
}

/** Null in another workspace, too. */
export async function lockSchedule(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredSchedule | null> {
  const [row] = await tx.$queryRaw<StoredSchedule[]>`
    SELECT id, workspace_id AS "workspaceId", name, rotation FROM on_call_schedule
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function deleteSchedule(tx: Tx, id: string): Promise<void> {
  await tx.onCallSchedule.delete({ where: { id } });
}

/** Those of the given ids that are schedules of the workspace, kept from being deleted until the end. */
export async function listScheduleIds(
  tx: Tx,
  asked: { workspaceId: string; ids: readonly string[] },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM on_call_schedule
    WHERE workspace_id = ${asked.workspaceId}::uuid AND id = ANY(${[...asked.ids]}::uuid[]) ORDER BY id FOR KEY SHARE`;
  return rows.map((row) => row.id);
}

/** Names of the schedules whose rotation has the channel. */
export async function listSchedulesTelling(
  tx: Tx,
  asked: { workspaceId: string; channelId: string },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM on_call_schedule
    WHERE workspace_id = ${asked.workspaceId}::uuid
      AND rotation @> ${JSON.stringify({ channelIds: [asked.channelId] })}::jsonb
    ORDER BY name`;
  return rows.map((row) => row.name);
}

export async function insertOverride(tx: Tx, override: StoredOverride): Promise<void> {
  const { startsAt, endsAt, ...data } = override;
  const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
  await tx.onCallOverride.create({ data: { ...data, ...span } });
}

/** Null in another workspace, too. */
export async function findOverride(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredOverride | null> {
  const { id, workspaceId } = key;
  const row = await tx.onCallOverride.findFirst({ where: { id, schedule: { workspaceId } } });
  return row && { ...row, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() };
}

export async function deleteOverride(tx: Tx, id: string): Promise<void> {
  await tx.onCallOverride.deleteMany({ where: { id } });
}

export type ScheduleRow = {
  id: string;
  name: string;
  rotation: Rotation;
  overrides: Omit<StoredOverride, "scheduleId">[];
};

/** In order of name, with the overrides that are not over. */
export async function listScheduleRows(
  sql: Sql,
  query: { workspaceId: string; at: Date },
): Promise<ScheduleRow[]> {
  const { rows } = await sql.query<ScheduleRow>({
    name: "list-on-call-schedules",
    text: `SELECT s.id, s.name, s.rotation, coalesce((
        SELECT json_agg(json_build_object('id', o.id, 'channelId', o.channel_id,
          'startsAt', (extract(epoch FROM o.starts_at) * 1000)::float8,
          'endsAt', (extract(epoch FROM o.ends_at) * 1000)::float8) ORDER BY o.starts_at, o.id)
        FROM on_call_override o WHERE o.schedule_id = s.id AND o.ends_at > $2
      ), '[]') AS overrides
      FROM on_call_schedule s WHERE s.workspace_id = $1 ORDER BY lower(s.name), s.id`,
    values: [query.workspaceId, query.at],
  });
  return rows;
}
