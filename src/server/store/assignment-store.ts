import { slotOffsets } from "#domain/schedule/slots.ts";
import type { Tx } from "./prisma.ts";

/** Starts the grid of a monitor in each region at `from` and asks the schedule to catch up with its look-ahead. */
export async function openAssignments(
  tx: Tx,
  grid: {
    monitorId: number;
    regionIds: readonly number[];
    intervalMs: number;
    configVersion: number;
    from: Date;
  },
): Promise<void> {
  const offsets = slotOffsets(grid);
  await tx.assignment.createMany({
    data: [...offsets].map(([regionId, offsetMs]) => ({
      monitorId: grid.monitorId,
      regionId,
      intervalMs: grid.intervalMs,
      offsetMs,
      configVersion: grid.configVersion,
      fromAt: grid.from,
    })),
  });
  await tx.monitor.update({
    where: { id: grid.monitorId },
    data: { gridFrom: grid.from, catchUpFrom: grid.from },
  });
}

/** Ends the monitor's open grids at `until`; slots from then on are not due. Returns the region ids concerned. */
export async function closeAssignments(tx: Tx, end: { monitorId: number; until: Date }): Promise<number[]> {
  const where = { monitorId: end.monitorId, untilAt: null };
  const open = await tx.assignment.findMany({ where, select: { regionId: true } });
  await tx.assignment.updateMany({ where, data: { untilAt: end.until } });
  await tx.monitor.update({ where: { id: end.monitorId }, data: { catchUpFrom: null } });
  return open.map((row) => row.regionId);
}

/** Raises the version that jobs and probes' caches carry, on the monitor and its open grids; returns the new version. */
export async function bumpConfigVersion(tx: Tx, monitorId: number): Promise<number> {
  const { configVersion } = await tx.monitor.update({
    where: { id: monitorId },
    data: { configVersion: { increment: 1 } },
    select: { configVersion: true },
  });
  await tx.assignment.updateMany({ where: { monitorId, untilAt: null }, data: { configVersion } });
  // What probes still see by the old one is history; the new one is judged at once.
  await tx.monitorState.updateMany({ where: { monitorId }, data: { configVersion } });
  return configVersion;
}
