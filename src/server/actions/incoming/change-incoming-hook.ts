import { randomBytes } from "node:crypto";
import type { IncomingHookInput } from "#contracts/incoming-hook.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { listChannelIds } from "#server/store/channel-store.ts";
import { lockHook, type StoredHook } from "#server/store/incoming-hook-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { resolveScope } from "../maintenance/change-maintenance.ts";
import { inTransaction } from "../monitor/in-transaction.ts";

export type HookUrlDeps = { auth: { appUrl: string } };

/** Locks the caller's hook, after the check of the right to change it, and hands it to `work`. */
export function changeIncomingHook<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (tx: Tx, hook: StoredHook) => Promise<Result>,
): Promise<Result> {
  requireEditor(command.caller);
  return inTransaction(deps, async (tx) => {
    const { workspaceId } = command.caller.actor;
    const hook = await lockHook(tx, { workspaceId, id: command.id });
    if (!hook) throw new AppError("not_found", "There is no such hook.");
    return work(tx, hook);
  });
}

type Aim = Pick<StoredHook, "everything" | "monitorIds" | "tags" | "channelIds">;

/** What the hook is for, as ids of this workspace. */
export async function resolveAim(
  tx: Tx,
  caller: Caller,
  input: Pick<IncomingHookInput, "scope" | "channelIds">,
): Promise<Aim> {
  const scope = await resolveScope(tx, { seen: scopeOf(caller.actor), scope: input.scope });
  const channelIds = [...new Set(input.channelIds)];
  const found = await listChannelIds(tx, { workspaceId: caller.actor.workspaceId, ids: channelIds });
  if (found.length < channelIds.length) {
    throw new AppError("invalid", "One of these channels does not exist any more. Choose again.", {
      field: "channelIds",
    });
  }
  return { ...scope, channelIds };
}

/** 256 bits, so a plain digest of it gives nothing away. */
export function createIncomingToken(): { token: string; hash: string } {
  const token = `hk_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashIncomingToken(token) };
}

export function hashIncomingToken(token: string): string {
  return sha256Hex(token);
}

export function incomingUrlOf(deps: HookUrlDeps, token: string): string {
  return `${deps.auth.appUrl}/api/hooks/${token}`;
}

/** For the audit. */
export function describeHook(hook: Pick<StoredHook, "kind" | "name" | "severity"> & Aim) {
  const { kind, name, severity, everything, monitorIds, tags, channelIds } = hook;
  const scope = everything ? "everything" : { monitors: monitorIds.length, tags };
  return { kind, name, severity, scope, channels: channelIds };
}
