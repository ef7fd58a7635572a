import type { MaintenanceTiming } from "#contracts/maintenance.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { wakeMaintained } from "#server/store/due-store.ts";
import {
  endPresent,
  findPresent,
  insertOccurrences,
  lockHook,
  movePresentEnd,
  type StoredMaintenance,
} from "#server/store/maintenance-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { hashHookToken } from "./change-maintenance.ts";

/** `minutes` null: as long as the window allows. */
export type HookCall = { token: string; address: string } & (
  | { verb: "start"; minutes: number | null }
  | { verb: "stop" }
);
/** Times are epoch ms; null: nothing is under way. */
export type HookAnswer = { name: string; startsAt: number | null; endsAt: number | null };

const PER_MINUTE = 30;

/** A deploy begins, extends or ends its window. Calling again is harmless: it extends, or finds it ended. */
export async function runHook(deps: ActionDeps, call: HookCall): Promise<HookAnswer> {
  const at = deps.now();
  // By address: a wrong token must not be guessed at speed, and a right one must not flood the log.
  const key = `maintenance-hook:${call.address}`;
  await requirePerMinute(deps.db, { key, limit: PER_MINUTE, noun: "calls", at });
  const hookHash = hashHookToken(call.token);
  const answer = await inTransaction(deps, async (tx) => {
    const window = await lockHook(tx, hookHash);
    if (window?.timing.kind !== "hook") {
      throw new AppError(
        "not_found",
        "This address belongs to no maintenance window. It may have been renewed.",
      );
    }
    const done =
      call.verb === "start"
        ? await start(tx, { window, at, forMs: durationOf(window.timing, call.minutes) })
        : await stop(tx, { window, at });
    await wakeMaintained(tx, { maintenanceId: window.id, at });
    await recordCall(tx, { window, call, at });
    return done;
  });
  deps.wakeClock(at.getTime());
  return answer;
}

function durationOf(
  { maxMin }: Extract<MaintenanceTiming, { kind: "hook" }>,
  minutes: number | null,
): number {
  if (minutes !== null && minutes > maxMin) {
    throw new AppError("invalid", `This window lasts ${maxMin} minutes at most.`, { field: "minutes" });
  }
  return (minutes ?? maxMin) * 60_000;
}

type Running = { window: StoredMaintenance; at: Date };

/** Never shortens what another deploy has started. */
async function start(tx: Tx, { window, at, forMs }: Running & { forMs: number }): Promise<HookAnswer> {
  const { id, name } = window;
  const present = await findPresent(tx, { id, at });
  const endsAt = Math.max(present?.endsAt ?? 0, at.getTime() + forMs);
  if (present) await movePresentEnd(tx, { id, at, endsAt: new Date(endsAt) });
  else await insertOccurrences(tx, { id, occurrences: [{ startsAt: at.getTime(), endsAt }] });
  return { name, startsAt: present?.startsAt ?? at.getTime(), endsAt };
}

async function stop(tx: Tx, { window, at }: Running): Promise<HookAnswer> {
  await endPresent(tx, { id: window.id, at });
  return { name: window.name, startsAt: null, endsAt: null };
}

async function recordCall(tx: Tx, { window, call, at }: Running & { call: HookCall }): Promise<void> {
  const { id, workspaceId } = window;
  const detail = call.verb === "start" ? { minutes: call.minutes } : {};
  const entry = { action: `maintenance.hook_${call.verb}`, subject: id, address: call.address, at, detail };
  await insertAuditEntry(tx, { ...entry, workspaceId, userId: null, actor: `${window.name} (hook)` });
}
