import { INBOUND_REGION_ID, RECEIVING_KEY } from "#contracts/heartbeat.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { recordOutage } from "#server/store/schedule-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findWatermark, moveWatermark, tryStageLock } from "#server/store/watermark-store.ts";

/** A job that calls with `curl --retry` gets over a shorter time. */
const AWAY_MS = 60_000;

/**
 * Says that pings can be taken in now, to whoever of Postgres and Redis is there: either of them is enough to take one
 * in. When neither was for a while, what was due then may have come and found nobody.
 */
export async function noteReceiving(deps: Deps): Promise<void> {
  const nowMs = deps.clock();
  const knownMs = await swapKnown(deps, nowMs);
  await inTransaction(deps.pool, async (sql) => {
    if (!(await tryStageLock(sql, "heartbeat"))) return;
    const saved = await findWatermark(sql, "heartbeat");
    const fromMs = Math.max(saved ?? nowMs, knownMs ?? 0);
    if (nowMs - fromMs > AWAY_MS) {
      await recordOutage(sql, { regionId: INBOUND_REGION_ID, fromMs, toMs: nowMs, reason: "not_scheduled" });
    }
    if (saved === null || nowMs > saved) await moveWatermark(sql, { name: "heartbeat", atMs: nowMs });
  });
}

/** Null: Redis is away, or has lost it. */
async function swapKnown(deps: Deps, nowMs: number): Promise<number | null> {
  try {
    const known = Number(await deps.stream.getValue(RECEIVING_KEY));
    if (nowMs > known) await deps.stream.setValue(RECEIVING_KEY, String(nowMs));
    return known > 0 ? known : null;
  } catch (error) {
    deps.log.debug({ err: error }, "Redis does not know that pings can be taken in.");
    return null;
  }
}
