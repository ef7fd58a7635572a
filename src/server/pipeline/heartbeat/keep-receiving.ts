import type { Deps } from "#server/runtime/deps.ts";
import { deleteOldPings } from "#server/store/heartbeat-ledger-store.ts";
import { drainHeartbeats } from "./drain-heartbeats.ts";
import { noteReceiving } from "./note-receiving.ts";

/** Looks after the spool also while nothing is due. Answers how many pings were in it. */
export async function keepReceiving(deps: Deps): Promise<number> {
  await noteReceiving(deps);
  return (await drainHeartbeats(deps)).taken;
}

/** Answers how many lines of the ledger were too old. */
export function forgetOldPings(deps: Deps): Promise<number> {
  return deleteOldPings(deps.pool, deps.clock());
}
