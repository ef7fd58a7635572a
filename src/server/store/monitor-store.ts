import type { Check } from "#contracts/check.ts";
import { describeTarget, hostOf } from "#contracts/check-target.ts";
import { hasTagInScope, type MonitorScope } from "./monitor-scope.ts";
import type { Tx } from "./prisma.ts";

export type LockedMonitor = {
  id: number;
  publicId: string;
  name: string;
  check: Check;
  intervalMs: number;
  timeoutMs: number;
  tags: string[];
  configVersion: number;
  pausedAt: Date | null;
};

export async function insertMonitor(
  tx: Tx,
  monitor: {
    publicId: string;
    workspaceId: string;
    name: string;
    check: Check;
    intervalMs: number;
    timeoutMs: number;
    tags: string[];
    at: Date;
  },
): Promise<number> {
  const { at, ...data } = monitor;
  const { id } = await tx.monitor.create({
    data: {
      ...data,
      kind: monitor.check.kind,
      host: hostOf(monitor.check),
      target: describeTarget(monitor.check),
      gridFrom: at,
      createdAt: at,
      updatedAt: at,
      state: { create: { since: at } },
    },
    select: { id: true },
  });
  return id;
}

/**
 * Commands on one monitor run one after the other: each takes this lock first. Null in another workspace and out of scope, too.
 * NO KEY: ingest holds the monitor's state and then needs a key share here; a full lock would be a deadlock.
 */
export async function lockMonitor(
  tx: Tx,
  key: MonitorScope & { publicId: string },
): Promise<LockedMonitor | null> {
  const [row] = await tx.$queryRaw<LockedMonitor[]>`
    SELECT id, public_id AS "publicId", name, "check", interval_ms AS "intervalMs", timeout_ms AS "timeoutMs",
           tags, config_version AS "configVersion", paused_at AS "pausedAt"
    FROM monitor
    WHERE public_id = ${key.publicId}::uuid AND workspace_id = ${key.workspaceId}::uuid
    FOR NO KEY UPDATE`;
  return row && hasTagInScope(key, row.tags) ? row : null;
}

export async function updateMonitor(
  tx: Tx,
  change: {
    id: number;
    name: string;
    check: Check;
    intervalMs: number;
    timeoutMs: number;
    tags: string[];
    at: Date;
  },
): Promise<void> {
  const { id, at, ...data } = change;
  const { check } = change;
  await tx.monitor.update({
    where: { id },
    data: { ...data, kind: check.kind, host: hostOf(check), target: describeTarget(check), updatedAt: at },
  });
}

export async function setPaused(
  tx: Tx,
  change: { id: number; pausedAt: Date | null; at: Date },
): Promise<void> {
  await tx.monitor.update({
    where: { id: change.id },
    data: { pausedAt: change.pausedAt, updatedAt: change.at },
  });
}

/** Readings and state are locked in the order that ingest takes them. */
export async function lockForDeletion(tx: Tx, id: number): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS held FROM monitor_region_state WHERE monitor_id = ${id} ORDER BY region_id FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 AS held FROM monitor_state WHERE monitor_id = ${id} FOR UPDATE`;
}

/** Its ticks, gaps and rollups follow later: the rollup stage removes them in batches. */
export async function deleteMonitor(tx: Tx, target: { id: number; at: Date }): Promise<void> {
  await tx.purge.create({ data: { monitorId: target.id, requestedAt: target.at } });
  await tx.monitor.delete({ where: { id: target.id } });
}

/**
 * The regions of a monitor as of its present version. They are open assignments while it runs; while it is paused,
 * closed or empty ones of the same version keep the choice.
 */
export async function listMonitorRegions(
  tx: Tx,
  monitor: { id: number; configVersion: number },
): Promise<{ id: number; code: string }[]> {
  return tx.$queryRaw`
    SELECT DISTINCT r.id::int AS id, r.code
    FROM assignment a JOIN region r ON r.id = a.region_id
    WHERE a.monitor_id = ${monitor.id} AND a.config_version = ${monitor.configVersion}
    ORDER BY 1`;
}

/** Remembers the regions of a paused monitor without making any slot due. */
export async function insertEmptyAssignments(
  tx: Tx,
  choice: { monitorId: number; regionIds: number[]; intervalMs: number; configVersion: number; at: Date },
): Promise<void> {
  const { regionIds, at, ...common } = choice;
  await tx.assignment.createMany({
    data: regionIds.map((regionId) => ({ ...common, regionId, offsetMs: 0, fromAt: at, untilAt: at })),
  });
}

/** A region that no longer checks the monitor has no present reading of it. */
export async function removeOtherReadings(
  tx: Tx,
  keep: { monitorId: number; regionIds: number[] },
): Promise<void> {
  await tx.monitorRegionState.deleteMany({
    where: { monitorId: keep.monitorId, regionId: { notIn: keep.regionIds } },
  });
}
