import type { SystemHealth } from "#contracts/system-health.ts";
import type { Actor } from "#server/auth/actor.ts";
import {
  countGaps,
  describeOutbox,
  listCheckRates,
  listNewestFaults,
} from "#server/store/system-health-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Faults are rare, and a pattern of them shows over days. */
const FAULT_DAYS = 7;

/** What is counted rather than looked at: asked for less often than the overview. */
export async function getSystemHealth(deps: ViewDeps, actor: Actor): Promise<SystemHealth> {
  const nowMs = deps.now().getTime();
  const { workspaceId, tags } = actor;
  const scope = { workspaceId, tags, nowMs, fromMs: nowMs - HOURS * HOUR_MS };
  const [regions, gaps, faults, outbox] = await Promise.all([
    listCheckRates(deps.sql, scope),
    countGaps(deps.sql, scope),
    listNewestFaults(deps.sql, {
      workspaceId: actor.workspaceId,
      sinceMs: nowMs - FAULT_DAYS * 24 * HOUR_MS,
    }),
    describeOutbox(deps.sql, scope),
  ]);
  return { now: nowMs, hours: HOURS, regions, gaps, faults, outbox };
}
