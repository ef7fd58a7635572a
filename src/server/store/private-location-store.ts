import type { Tx } from "./prisma.ts";

const mine = (workspaceId: string) => ({ workspaceId, deletedAt: null });

export type LocationRow = { id: number; code: string; name: string; enabled: boolean };
const ROW = { id: true, code: true, name: true, enabled: true };

export async function insertLocation(
  tx: Tx,
  location: { workspaceId: string; code: string; name: string; at: Date },
): Promise<LocationRow> {
  const { at, ...data } = location;
  return tx.region.create({ data: { ...data, runtime: "agent", createdAt: at }, select: ROW });
}

export function countLocations(tx: Tx, workspaceId: string): Promise<number> {
  return tx.region.count({ where: mine(workspaceId) });
}

export async function isNameTaken(
  tx: Tx,
  asked: { workspaceId: string; name: string; exceptId?: number },
): Promise<boolean> {
  const { workspaceId, name, exceptId } = asked;
  const others = exceptId === undefined ? {} : { id: { not: exceptId } };
  return (await tx.region.count({ where: { ...mine(workspaceId), name, ...others } })) > 0;
}

/** Locked until the transaction ends. Null: it is not theirs, is everybody's, or is deleted. */
export async function lockLocation(
  tx: Tx,
  asked: { workspaceId: string; code: string },
): Promise<LocationRow | null> {
  const [row] = await tx.$queryRaw<LocationRow[]>`
    SELECT id::int AS id, code, name, enabled FROM region
    WHERE code = ${asked.code} AND workspace_id = ${asked.workspaceId}::uuid AND deleted_at IS NULL FOR UPDATE`;
  return row ?? null;
}

export async function updateLocation(
  tx: Tx,
  change: { id: number; name?: string; enabled?: boolean },
): Promise<void> {
  const { id, ...data } = change;
  await tx.region.update({ where: { id }, data });
}

/** The row stays for the sake of its ticks; nobody sees it, and no agent gets in. */
export async function closeLocation(tx: Tx, location: { id: number; at: Date }): Promise<void> {
  await tx.region.update({ where: { id: location.id }, data: { deletedAt: location.at, enabled: false } });
  await tx.probeInstance.deleteMany({ where: { regionId: location.id } });
}

/** Monitors that are checked from there, paused ones too. `places`: how many regions each has. */
export type LocationMonitor = { publicId: string; name: string; places: number };

export async function listLocationMonitors(tx: Tx, regionId: number): Promise<LocationMonitor[]> {
  return tx.$queryRaw`
    SELECT m.public_id AS "publicId", m.name, (
      SELECT count(DISTINCT other.region_id)::int FROM assignment other
      WHERE other.monitor_id = m.id AND other.config_version = m.config_version
    ) AS places
    FROM monitor m
    WHERE EXISTS (
      SELECT FROM assignment a
      WHERE a.monitor_id = m.id AND a.region_id = ${regionId} AND a.config_version = m.config_version
    )
    ORDER BY m.name, m.id`;
}

export function listLocations(tx: Tx, workspaceId: string) {
  return tx.region.findMany({
    where: mine(workspaceId),
    include: {
      instances: { orderBy: { instance: "asc" } },
      faults: { where: { toAt: null }, select: { kind: true, reason: true } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}
