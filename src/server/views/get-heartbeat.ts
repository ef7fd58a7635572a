import type { HeartbeatView } from "#contracts/heartbeat.ts";
import type { Actor } from "#server/auth/actor.ts";
import { maySeeChecks } from "#server/auth/may-see-checks.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { hashHeartbeatToken, readHeartbeatToken } from "#server/runtime/heartbeat-token.ts";
import {
  findHeartbeatHead,
  type HeartbeatHead,
  listHeartbeatPings,
  listHeartbeatRuns,
  summarizeRuns,
} from "#server/store/heartbeat-view-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const SHOWN = 50;

type HeartbeatViewDeps = ViewDeps & { auth: { secret: string; appUrl: string } };

export async function getHeartbeat(
  deps: HeartbeatViewDeps,
  actor: Actor,
  id: string,
): Promise<HeartbeatView> {
  const { id: monitorId, check } = await getMonitorHead(deps, actor, id);
  const head = await findHeartbeatHead(deps.sql, monitorId);
  if (head === null || check.kind !== "heartbeat") {
    throw new AppError("not_found", "This monitor is no heartbeat.");
  }
  const seesAll = maySeeChecks(actor);
  const [runs, pings, { counts, median, longest }] = await Promise.all([
    listHeartbeatRuns(deps.sql, { monitorId, limit: SHOWN }),
    listHeartbeatPings(deps.sql, { monitorId, limit: SHOWN }),
    summarizeRuns(deps.sql, monitorId),
  ]);
  const { timing, graceSec, maxRunSec } = check;
  const { dueAt, deadlineAt, lastPingAt, startedAt } = head;
  return {
    url: seesAll ? urlOf(deps, head) : null,
    timing,
    graceSec,
    maxRunSec,
    dueAt,
    deadlineAt,
    lastPingAt,
    startedAt,
    // What a job prints may be as secret as what a check sends.
    runs: seesAll ? runs : runs.map((run) => ({ ...run, body: null })),
    pings: seesAll ? pings : pings.map((ping) => ({ ...ping, body: null, address: null, userAgent: null })),
    counts,
    durationMs: median === null || longest === null ? null : { median, longest },
  };
}

/** Null when NEXTAUTH_SECRET is another one than when the address was made: it works, and cannot be shown. */
function urlOf({ auth }: HeartbeatViewDeps, { salt, tokenHash }: HeartbeatHead): string | null {
  const token = readHeartbeatToken(auth.secret, salt);
  if (hashHeartbeatToken(token) !== tokenHash) return null;
  return `${auth.appUrl}/api/heartbeat/${token}`;
}
