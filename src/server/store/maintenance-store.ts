import { uuidv7 } from "uuidv7";
import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { type MonitorScope, whereInScope } from "./monitor-scope.ts";
import type { Tx } from "./prisma.ts";

/** `monitorIds` are internal. */
export type StoredScope = { everything: boolean; monitorIds: number[]; tags: string[] };
export type StoredMaintenance = {
  id: string;
  workspaceId: string;
  name: string;
  timing: MaintenanceTiming;
  hookHash: string | null;
  scope: StoredScope;
};
export type OccurrenceRow = { startsAt: number; endsAt: number };

export async function insertMaintenance(
  tx: Tx,
  window: StoredMaintenance & { at: Date; plannedTo: Date | null; deletedAt?: Date },
): Promise<void> {
  const { at, scope, deletedAt, ...data } = window;
  await tx.maintenance.create({
    data: {
      ...data,
      everything: scope.everything,
      createdAt: at,
      updatedAt: at,
      ...(deletedAt !== undefined && { deletedAt }),
      targets: { create: targetsOf(scope) },
    },
  });
}

/** `plannedTo` left out: the occurrences stay as they are. */
export async function saveMaintenance(
  tx: Tx,
  window: StoredMaintenance & { at: Date; plannedTo?: Date | null },
): Promise<void> {
  const { id, at, scope, name, timing, hookHash, plannedTo } = window;
  await tx.maintenanceTarget.deleteMany({ where: { maintenanceId: id } });
  await tx.maintenance.update({
    where: { id },
    data: {
      name,
      timing,
      hookHash,
      ...(plannedTo !== undefined && { plannedTo }),
      everything: scope.everything,
      updatedAt: at,
      targets: { create: targetsOf(scope) },
    },
  });
}

function targetsOf(scope: StoredScope) {
  if (scope.everything) return [];
  return [...scope.monitorIds.map((monitorId) => ({ monitorId })), ...scope.tags.map((tag) => ({ tag }))];
}

/** Null in another workspace and after it was deleted. */
export async function lockMaintenance(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<StoredMaintenance | null> {
  const [row] = await tx.$queryRaw<Omit<StoredMaintenance, "scope">[]>`
    SELECT id, workspace_id AS "workspaceId", name, timing, hook_hash AS "hookHash"
    FROM maintenance
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid AND deleted_at IS NULL
    FOR UPDATE`;
  return row ? { ...row, scope: await findScope(tx, row.id) } : null;
}

/** By the hash of its token. */
export async function lockHook(tx: Tx, hookHash: string): Promise<StoredMaintenance | null> {
  const row = await tx.maintenance.findFirst({
    where: { hookHash, deletedAt: null },
    select: { id: true, workspaceId: true },
  });
  return row && lockMaintenance(tx, row);
}

async function findScope(tx: Tx, id: string): Promise<StoredScope> {
  const { everything, targets } = await tx.maintenance.findUniqueOrThrow({
    where: { id },
    select: { everything: true, targets: { orderBy: [{ monitorId: "asc" }, { tag: "asc" }] } },
  });
  return {
    everything,
    monitorIds: targets.flatMap(({ monitorId }) => (monitorId === null ? [] : [monitorId])),
    tags: targets.flatMap(({ tag }) => (tag === null ? [] : [tag])),
  };
}

/** Keeps what has happened; the token stops working. */
export async function markDeleted(tx: Tx, window: { id: string; at: Date }): Promise<void> {
  const { id, at } = window;
  await tx.maintenance.update({ where: { id }, data: { deletedAt: at, updatedAt: at, hookHash: null } });
}

/** Again is harmless: what is there already stays as it is. */
export async function insertOccurrences(
  tx: Tx,
  window: { id: string; occurrences: readonly OccurrenceRow[] },
): Promise<void> {
  await tx.maintenanceOccurrence.createMany({
    data: window.occurrences.map(({ startsAt, endsAt }) => ({
      id: uuidv7(),
      maintenanceId: window.id,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    })),
    skipDuplicates: true,
  });
}

/** Those that have not begun. */
export async function removeFuture(tx: Tx, window: { id: string; at: Date }): Promise<void> {
  await tx.maintenanceOccurrence.deleteMany({
    where: { maintenanceId: window.id, startsAt: { gt: window.at } },
  });
}

/** The one under way. Of several that overlap the one that ends last; `endPresent` ends them all. */
export async function findPresent(tx: Tx, window: { id: string; at: Date }): Promise<OccurrenceRow | null> {
  const { id, at } = window;
  const row = await tx.maintenanceOccurrence.findFirst({
    where: { maintenanceId: id, startsAt: { lte: at }, endsAt: { gt: at } },
    orderBy: { endsAt: "desc" },
  });
  return row && { startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() };
}

/** An occurrence is never empty: one that began in this millisecond lasts for it. */
export async function endPresent(tx: Tx, window: { id: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE maintenance_occurrence SET ends_at = greatest(${window.at}, starts_at + interval '1 millisecond')
    WHERE maintenance_id = ${window.id}::uuid AND starts_at <= ${window.at} AND ends_at > ${window.at}`;
}

/** Its end lies ahead, so nothing that has been decided changes. */
export async function movePresentEnd(tx: Tx, window: { id: string; at: Date; endsAt: Date }): Promise<void> {
  const { id, at, endsAt } = window;
  await tx.maintenanceOccurrence.updateMany({
    where: { maintenanceId: id, startsAt: { lte: at }, endsAt: { gt: at } },
    data: { endsAt },
  });
}

/** Hands what has begun to another row, cut at `at`, so that a new scope does not change the past. */
export async function moveBegun(tx: Tx, change: { fromId: string; toId: string; at: Date }): Promise<void> {
  await tx.$executeRaw`
    UPDATE maintenance_occurrence SET maintenance_id = ${change.toId}::uuid, ends_at = least(ends_at, ${change.at})
    WHERE maintenance_id = ${change.fromId}::uuid AND starts_at < ${change.at}`;
}

export async function hasBegun(tx: Tx, window: { id: string; at: Date }): Promise<boolean> {
  const where = { maintenanceId: window.id, startsAt: { lt: window.at } };
  return (await tx.maintenanceOccurrence.findFirst({ where, select: { id: true } })) !== null;
}

/** Internal ids by public id; those out of scope are missing. */
export async function listMonitorIds(
  tx: Tx,
  asked: { scope: MonitorScope; publicIds: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await tx.monitor.findMany({
    where: { ...whereInScope(asked.scope), publicId: { in: [...asked.publicIds] } },
    select: { id: true, publicId: true },
  });
  return new Map(rows.map(({ id, publicId }) => [publicId, id]));
}

/** How many of these, by internal id, are in scope. */
export function countInScope(
  tx: Tx,
  asked: { scope: MonitorScope; ids: readonly number[] },
): Promise<number> {
  return tx.monitor.count({ where: { ...whereInScope(asked.scope), id: { in: [...asked.ids] } } });
}
