import type { HeatCell, HeatMap } from "#contracts/latency.ts";
import type { Actor } from "#server/auth/actor.ts";
import { type HeatPart, listHeatParts } from "#server/store/heat-map-store.ts";
import { groupParts, mergeRollups } from "./merge-rollups.ts";
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
  const parts = await listHeatParts(deps.sql, {
    monitorId,
    region: query.region ?? null,
    zone: query.zone,
    from: new Date(openHourMs - DAYS * 24 * HOUR_MS),
  });
  return {
    zone: query.zone,
    days: DAYS,
    offsetMin: minutesPastHour(openHourMs, query.zone),
    cells: toCells(parts),
  };
}

function toCells(parts: readonly HeatPart[]): HeatCell[] {
  return [...groupParts(parts, ({ weekday, hour }) => weekday * 24 + hour).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const counted = own.map((part) => ({ ...part, maxUs: null }));
    const { p50Ms, p95Ms, ok, failed } = mergeRollups(0, counted);
    return [{ weekday: first.weekday, hour: first.hour, p50Ms, p95Ms, ok, failed }];
  });
}

/** What a clock of the zone shows after the colon when an hour of UTC begins: 30 in India. */
function minutesPastHour(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { minute: "numeric", timeZone }).formatToParts(atMs);
  return Number(parts.find(({ type }) => type === "minute")?.value ?? 0);
}
