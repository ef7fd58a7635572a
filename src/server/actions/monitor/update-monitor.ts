import { isDeepStrictEqual } from "node:util";
import type { Check, MonitorInput } from "#contracts/check.ts";
import { describeTarget } from "#contracts/check-target.ts";
import { bumpConfigVersion, closeAssignments, openAssignments } from "#server/store/assignment-store.ts";
import { wakeMonitors } from "#server/store/due-store.ts";
import { forgetFindings } from "#server/store/finding-store.ts";
import {
  insertEmptyAssignments,
  type LockedMonitor,
  listMonitorRegions,
  removeOtherReadings,
  updateMonitor as saveMonitor,
} from "#server/store/monitor-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { requireSecrets } from "../secret/require-secrets.ts";
import { announceChange } from "./announce.ts";
import { chooseRegions } from "./choose-regions.ts";
import { describeMonitor, sortTags } from "./describe-monitor.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";
import { requireFairEdit } from "./require-fair-use.ts";
import { requireOwnTag } from "./require-own-tag.ts";
import { requireReadable } from "./require-readable.ts";

/** `input` may be made of what is there, while nobody else changes it. A new name reaches no probe; a new check moves the version; a new interval or region starts a new grid. */
export async function updateMonitor(
  deps: ActionDeps,
  caller: Caller,
  edit: { id: string; input: MonitorInput | ((present: MonitorInput) => MonitorInput) },
): Promise<{ id: string }> {
  const changed = await changeMonitor(deps, { caller, id: edit.id }, async (tx, monitor) => {
    const at = deps.now();
    const before = await listMonitorRegions(tx, monitor);
    const present = before.map((region) => region.code);
    const input = typeof edit.input === "function" ? edit.input(inputOf(monitor, present)) : edit.input;
    requireOwnTag(caller, input.tags);
    requireReadable(input.check);
    await requireSecrets(tx, { workspaceId: caller.actor.workspaceId, check: input.check });
    const after = await chooseRegions(tx, {
      workspaceId: caller.actor.workspaceId,
      codes: input.regions,
      check: input.check,
      at,
      egress: deps.egress,
      present: { codes: present, check: monitor.check },
    });
    await changeHeartbeat(tx, monitor, { check: input.check, at });
    const settings = {
      name: input.name,
      check: input.check,
      intervalMs: input.intervalSec * 1000,
      timeoutMs: input.timeoutMs,
      tags: sortTags(input.tags),
    };
    const newGrid =
      settings.intervalMs !== monitor.intervalMs ||
      !isDeepStrictEqual(
        before.map(({ id }) => id),
        after.map(({ id }) => id),
      );
    const newCheck =
      settings.timeoutMs !== monitor.timeoutMs || !isDeepStrictEqual(settings.check, monitor.check);

    const load = { monitorId: monitor.id, check: settings.check, intervalMs: settings.intervalMs };
    await requireFairEdit(deps.fairUse, tx, { ...load, regionCount: after.length, newCheck, newGrid });
    await saveMonitor(tx, { id: monitor.id, ...settings, at });
    if (!isSameTarget(settings.check, monitor.check)) await forgetFindings(tx, monitor.id);
    // A tag can take the monitor into or out of a maintenance window that is under way.
    const isRetagged = !isDeepStrictEqual(settings.tags, monitor.tags);
    if (isRetagged) await wakeMonitors(tx, { monitorIds: [monitor.id], at });
    const regionIds = after.map(({ id }) => id);
    if (newGrid || newCheck) {
      await moveGrid(tx, monitor, { newGrid, regionIds, intervalMs: settings.intervalMs, at });
    }
    const detail = {
      before: describeMonitor({ ...monitor, regions: present }),
      after: describeMonitor({ ...settings, regions: input.regions }),
    };
    await recordCommand(tx, caller, { action: "monitor.update", subject: edit.id, at, detail });
    const regions = [...new Set([...present, ...input.regions])];
    const isNews = newGrid || newCheck;
    return { monitorId: monitor.id, regions, isNews, dueAt: isNews || isRetagged ? at : null };
  });

  if (changed.dueAt) deps.wakeClock(changed.dueAt.getTime());
  if (changed.isNews) await announceChange(deps, changed);
  return { id: edit.id };
}

function isSameTarget(check: Check, other: Check): boolean {
  return check.kind === other.kind && describeTarget(check) === describeTarget(other);
}

function inputOf(monitor: LockedMonitor, regions: string[]): MonitorInput {
  const { name, check, intervalMs, timeoutMs, tags } = monitor;
  return { name, check, intervalSec: intervalMs / 1000, timeoutMs, regions, tags };
}

async function moveGrid(
  tx: Tx,
  monitor: LockedMonitor,
  move: { newGrid: boolean; regionIds: number[]; intervalMs: number; at: Date },
): Promise<void> {
  const { regionIds, intervalMs, at } = move;
  const monitorId = monitor.id;
  const paused = monitor.pausedAt !== null;
  if (move.newGrid && !paused) await closeAssignments(tx, { monitorId, until: at });
  const configVersion = await bumpConfigVersion(tx, monitorId);

  if (paused) await insertEmptyAssignments(tx, { monitorId, regionIds, intervalMs, configVersion, at });
  else if (move.newGrid) {
    await openAssignments(tx, { monitorId, regionIds, intervalMs, configVersion, from: at });
  }
  if (move.newGrid) await removeOtherReadings(tx, { monitorId, regionIds });
  if (!paused) await wakeMonitors(tx, { monitorIds: [monitorId], at });
}
