import { AppError } from "#server/runtime/app-error.ts";
import { createHeartbeatToken } from "#server/runtime/heartbeat-token.ts";
import { lockHeartbeat, replaceToken } from "#server/store/heartbeat-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeMonitor, recordCommand } from "../monitor/in-transaction.ts";

/** A new address for the job; the old one stops working at once. */
export function rotateHeartbeatToken(
  deps: ActionDeps & { auth: { secret: string } },
  caller: Caller,
  id: string,
): Promise<{ id: string }> {
  return changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    const held = await lockHeartbeat(sqlOf(tx), { monitorId: monitor.id });
    if (held === null) throw new AppError("conflict", "Only a heartbeat has an address to call.");
    const at = deps.now();
    await replaceToken(sqlOf(tx), { monitorId: monitor.id, ...createHeartbeatToken(deps.auth.secret) });
    await recordCommand(tx, caller, { action: "heartbeat.rotate_token", subject: id, at });
    return { id };
  });
}
