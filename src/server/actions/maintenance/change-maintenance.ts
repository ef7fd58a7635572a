import { createHash, randomBytes } from "node:crypto";
import type { MaintenanceInput, MaintenanceScope, MaintenanceTiming } from "#contracts/maintenance.ts";
import { checkTiming } from "#domain/maintenance/check-timing.ts";
import { findUnderWay, planOccurrences } from "#domain/maintenance/plan-occurrences.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  insertOccurrences,
  listMonitorIds,
  lockMaintenance,
  type StoredMaintenance,
  type StoredScope,
} from "#server/store/maintenance-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

export type MaintenanceDeps = ActionDeps & { auth: { appUrl: string } };

/**
 * Locks the caller's window, after the check of the right to change it, and hands it to `work`. Then the clock looks at
 * what that has made due.
 */
export async function changeMaintenance<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, window: StoredMaintenance) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  const result = await inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const window = await lockMaintenance(tx, { workspaceId, id: command.id });
    if (!window) throw new AppError("not_found", "There is no such maintenance window.");
    return work(tx, window);
  });
  deps.wakeClock(deps.now().getTime());
  return result;
}

export function requireTiming(timing: MaintenanceTiming, at: Date): void {
  const problem = checkTiming(timing, at.getTime());
  if (problem) throw new AppError("invalid", problem.message, { field: `timing.${problem.field}` });
}

export async function resolveScope(
  tx: Tx,
  asked: { workspaceId: string; scope: MaintenanceScope },
): Promise<StoredScope> {
  const { everything, monitorIds, tags } = asked.scope;
  if (everything) return { everything, monitorIds: [], tags: [] };
  const publicIds = [...new Set(monitorIds)];
  const found = await listMonitorIds(tx, { workspaceId: asked.workspaceId, publicIds });
  if (found.size < publicIds.length) {
    throw new AppError("invalid", "One of these monitors does not exist any more. Choose again.", {
      field: "scope.monitorIds",
    });
  }
  return {
    everything,
    monitorIds: [...found.values()].sort((a, b) => a - b),
    tags: [...new Set(tags)].sort(),
  };
}

/**
 * Adds what lies ahead, and what is under way by the timing unless an occurrence is: that one begins now, because the past
 * is not changed. Returns until when occurrences are known.
 */
export async function addOccurrences(
  tx: Tx,
  window: { id: string; timing: MaintenanceTiming; at: Date; isPresent: boolean },
): Promise<Date | null> {
  const { id, timing, at } = window;
  const nowMs = at.getTime();
  const present = window.isPresent ? null : findUnderWay(timing, nowMs);
  if (timing.kind === "once") {
    const { startsAt, endsAt } = timing;
    const occurrences = startsAt > nowMs ? [{ startsAt, endsAt }] : [];
    await insertOccurrences(tx, { id, occurrences: present ? [present] : occurrences });
    return null;
  }
  if (timing.kind === "hook") return null;
  const { occurrences, plannedToMs } = planOccurrences(timing, { fromMs: nowMs + 1, nowMs });
  await insertOccurrences(tx, { id, occurrences: present ? [present, ...occurrences] : occurrences });
  return new Date(plannedToMs);
}

/** 256 bits, so a plain digest of it gives nothing away. */
export function createHookToken(): { token: string; hash: string } {
  const token = `mnt_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashHookToken(token) };
}

export function hashHookToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function hookUrlOf(deps: MaintenanceDeps, token: string): string {
  return `${deps.auth.appUrl.replace(/\/+$/, "")}/api/maintenance-hook/${token}`;
}

/** For the audit. */
export function describeWindow(window: Pick<MaintenanceInput, "name" | "timing"> & { scope: StoredScope }) {
  const { everything, monitorIds, tags } = window.scope;
  return {
    name: window.name,
    timing: { ...window.timing },
    scope: everything ? "everything" : { monitors: monitorIds.length, tags },
  };
}
