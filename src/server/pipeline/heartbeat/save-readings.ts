import { INBOUND_REGION_ID } from "#contracts/heartbeat.ts";
import type { Tick } from "#contracts/tick.ts";
import type { InboundReading } from "#domain/heartbeat/run-change.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { judgeAt } from "#server/runtime/judge-now.ts";
import { healGaps } from "#server/store/gap-store.ts";
import { type Judged, judgeMonitors, NOTHING_JUDGED } from "#server/store/judge-monitors.ts";
import type { Sql } from "#server/store/prisma.ts";
import { insertEvidence, insertTicks } from "#server/store/tick-store.ts";
import { lowerWatermark } from "#server/store/watermark-store.ts";

const HOUR_MS = 3_600_000;
/** Hours that ended longer ago than this have been rolled up for good; a later tick has them done again. */
const ROLLUP_GRACE_MS = 10 * 60_000;
const MOST = 2_147_483_647;
const BODY_SAMPLE = 4_000;
const MESSAGE_LENGTH = 500;

export type SavedReading = { monitorId: number; configVersion: number; reading: InboundReading };

/** Stores them as ticks of the built-in region and judges their monitors, inside the caller's transaction. */
export async function saveReadings(
  deps: Pick<Deps, "clock" | "newId">,
  sql: Sql,
  readings: readonly SavedReading[],
): Promise<Judged> {
  if (readings.length === 0) return NOTHING_JUDGED;
  const nowMs = deps.clock();
  const batch = { regionId: INBOUND_REGION_ID, vote: true, ticks: readings.map(toTick) };
  const [, { candidates }] = await Promise.all([insertEvidence(sql, batch), insertTicks(sql, batch)]);
  const judged = await judgeMonitors(sql, candidates, judgeAt(deps, nowMs));
  await correctThePast(sql, batch.ticks, nowMs);
  return judged;
}

/** A run may be due hours before it is known how it went. */
async function correctThePast(sql: Sql, ticks: readonly Tick[], nowMs: number): Promise<void> {
  await healGaps(sql, {
    regionId: INBOUND_REGION_ID,
    monitorIds: ticks.map((tick) => tick.monitorId),
    scheduledAt: ticks.map((tick) => tick.scheduledAt),
  });
  const oldestHourMs = startOfHour(Math.min(...ticks.map((tick) => tick.scheduledAt)));
  if (oldestHourMs >= startOfHour(nowMs - ROLLUP_GRACE_MS)) return;
  await lowerWatermark(sql, { name: "rollup_hour", atMs: oldestHourMs });
}

function startOfHour(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

/** A tick holds 35 minutes at most; the ledger has the whole length of a run. */
function toTick({ monitorId, configVersion, reading }: SavedReading): Tick {
  const { at, scheduledAt, origin, outcome, durationMs } = reading;
  const totalUs = Math.min(Math.round(durationMs * 1000), MOST);
  return {
    monitorId,
    configVersion,
    scheduledAt,
    origin,
    outcome,
    lateMs: Math.min(at - scheduledAt - Math.round(totalUs / 1000), MOST),
    status: null,
    totalUs,
    dnsUs: null,
    connectUs: null,
    tlsUs: null,
    ttfbUs: null,
    transferUs: null,
    bytes: 0,
    ...(outcome === "ok" ? {} : { evidence: toEvidence(reading) }),
  };
}

function toEvidence({ message, body, assertions }: InboundReading): NonNullable<Tick["evidence"]> {
  return {
    message: message.slice(0, MESSAGE_LENGTH),
    remoteAddress: null,
    resolvedAddresses: [],
    redirects: [],
    responseHeaders: [],
    bodySample: body?.slice(0, BODY_SAMPLE).replace(/[\uD800-\uDBFF]$/, "") ?? null,
    certificate: null,
    ...(assertions === undefined ? {} : { assertions: assertions.slice(0, 40) }),
  };
}
