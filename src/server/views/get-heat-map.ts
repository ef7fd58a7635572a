import type { HeatMap } from "#contracts/latency.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listHeatCells } from "#server/store/heat-map-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;
/** Four of each weekday. */
const DAYS = 28;

export async function getHeatMap(
  deps: ViewDeps,
  actor: Actor,
  query: { id: string; zone: string; region?: string | undefined },
): Promise<HeatMap> {
  const { id: monitorId } = await getMonitorHead(deps, actor, query.id);
  const openHourMs = Math.floor(deps.now().getTime() / HOUR_MS) * HOUR_MS;
  const cells = await listHeatCells(deps.sql, {
    monitorId,
    region: query.region ?? null,
    zone: query.zone,
    from: new Date(openHourMs - DAYS * 24 * HOUR_MS),
  });
  return { zone: query.zone, days: DAYS, offsetMin: minutesPastHour(openHourMs, query.zone), cells };
}

/** What a clock of the zone shows after the colon when an hour of UTC begins: 30 in India. */
function minutesPastHour(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { minute: "numeric", timeZone }).formatToParts(atMs);
  return Number(parts.find(({ type }) => type === "minute")?.value ?? 0);
}
