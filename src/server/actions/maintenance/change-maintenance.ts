import { randomBytes } from "node:crypto";
import type { MaintenanceInput, MaintenanceScope, MaintenanceTiming } from "#contracts/maintenance.ts";
import { checkTiming } from "#domain/maintenance/check-timing.ts";
import { findUnderWay, planOccurrences } from "#domain/maintenance/plan-occurrences.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import {
  countInScope,
  insertOccurrences,
  listMonitorIds,
  lockMaintenance,
  type StoredMaintenance,
  type StoredScope,
} from "#server/store/maintenance-store.ts";
import { keepInScope, type MonitorScope, scopeOf } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import { sqlOf } from "#server/store/sql-of.ts";
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
    const scope = scopeOf(command.caller.actor);
    const [seen] = await keepInScope(sqlOf(tx), scope, { kind: "maintenance", ids: [command.id] });
    const window = seen === undefined ? null : await lockMaintenance(tx, { ...scope, id: command.id });
    if (!window) throw new AppError("not_found", "There is no such maintenance window.");
    if (!(await isWithin(tx, scope, window.scope))) throw new AppError("forbidden", OF_OTHERS);
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
  asked: { seen: MonitorScope; scope: MaintenanceScope },
): Promise<StoredScope> {
  const { everything, monitorIds, tags } = asked.scope;
  requireOwnTargets(asked.seen, asked.scope);
  if (everything) return { everything, monitorIds: [], tags: [] };
  const publicIds = [...new Set(monitorIds)];
  const found = await listMonitorIds(tx, { scope: asked.seen, publicIds });
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

const OF_OTHERS =
  "This window is also for monitors that you cannot see: somebody who sees them all has to change it.";

/** Whether all that the window is for is in scope: who sees a part of it does not change it for the others. */
async function isWithin(tx: Tx, scope: MonitorScope, window: StoredScope): Promise<boolean> {
  if (scope.tags.length === 0) return true;
  if (window.everything || window.tags.some((tag) => !scope.tags.includes(tag))) return false;
  const found = await countInScope(tx, { scope, ids: window.monitorIds });
  return found === window.monitorIds.length;
}

function requireOwnTargets({ tags: own }: MonitorScope, { everything, tags }: MaintenanceScope): void {
  if (own.length === 0) return;
  const names = own.join(", ");
  if (everything) {
    throw new AppError("invalid", `You see only monitors tagged ${names}: choose some of them.`, {
      field: "scope.everything",
    });
  }
  if (tags.every((tag) => own.includes(tag))) return;
  throw new AppError("invalid", `You see only monitors tagged ${names}: choose among these tags.`, {
    field: "scope.tags",
  });
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
  return sha256Hex(token);
}

export function hookUrlOf(deps: MaintenanceDeps, token: string): string {
  return `${deps.auth.appUrl}/api/maintenance-hook/${token}`;
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
