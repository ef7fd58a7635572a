import { changed, numbersOf, rowsOf, type Statement } from "../statement.ts";
import type { MonitorRow, RegionStateRow } from "../tables.ts";
import type { Transaction } from "../transaction.ts";

const MIN_FAILING = 5;

type Sight = { state: RegionStateRow; monitor: MonitorRow };

/** Newest readings that still count. */
function listFresh(sql: Sql, nowMs: number, ignored: ReadonlySet<number | null>): Sight[] {
  const { regionState, monitor } = sql.db.tables;
  return sql.all(regionState).flatMap((state) => {
    const checked = sql.get(monitor, String(state.monitorId));
    if (!state.vote || ignored.has(state.outcome) || checked === null || checked.pausedAt !== null) return [];
    const sinceMs = nowMs - Math.max(3 * checked.intervalMs, 90_000);
    return state.scheduledAt > sinceMs ? [{ state, monitor: checked }] : [];
  });
}
type Sql = Transaction;

const countFailing: Statement = (sql, [codes]) => {
  const { region, regionState } = sql.db.tables;
  const failing = sql.all(regionState).filter((row) => row.outcome !== 0);
  const rows = sql.all(region).flatMap((place) => {
    const here = failing.filter((row) => row.regionId === place.id).length;
    const isAsked = codes === null || (codes as string[]).includes(place.code);
    return here === 0 ? [] : [{ region: place.code, failing: here, isAsked }];
  });
  return rowsOf(rows);
};

const listSuspectRegions: Statement = (sql, [nowMs, ignored, codes]) => {
  const fresh = listFresh(sql, Number(nowMs), new Set(numbersOf(ignored)));
  const failing = fresh.filter(({ state }) => state.outcome !== 0);
  const suspects = sql.all(sql.db.tables.region).filter((region) => {
    if (codes !== null && !(codes as string[]).includes(region.code)) return false;
    const here = failing.filter(({ state }) => state.regionId === region.id);
    if (here.length < MIN_FAILING || new Set(here.map(({ monitor }) => monitor.host)).size < MIN_FAILING) {
      return false;
    }
    return 2 * here.length >= fresh.filter(({ state }) => state.regionId === region.id).length;
  });
  return rowsOf(suspects.map((region) => ({ region: region.code })));
};

const listSightings: Statement = (sql, [nowMs, ignored, codes]) => {
  const { region, regionState } = sql.db.tables;
  const places = new Map(sql.all(region).map((row) => [row.id, row.code]));
  const wanted = new Set(
    sql
      .all(regionState)
      .filter((row) => (codes as string[]).includes(places.get(row.regionId) ?? ""))
      .map((row) => row.monitorId),
  );
  const rows = listFresh(sql, Number(nowMs), new Set(numbersOf(ignored)))
    .filter(({ state }) => wanted.has(state.monitorId))
    .map(({ state, monitor }) => [
      state.monitorId,
      monitor.host,
      places.get(state.regionId) ?? "",
      state.outcome !== 0,
      state.scheduledAt,
    ]);
  return rowsOf(rows);
};

const listPresentFaults: Statement = (sql) => {
  const { region, regionFault } = sql.db.tables;
  const open = sql.all(regionFault).filter((row) => row.toAt === null);
  const rows = sql.all(region).flatMap((place): { region: string; kind: string | null }[] => {
    const own = open.filter((row) => row.regionId === place.id);
    if (own.length > 0) return own.map((row) => ({ region: place.code, kind: row.kind }));
    return place.healthy && place.enabled ? [] : [{ region: place.code, kind: null }];
  });
  return rowsOf(rows);
};

const openMassFailure: Statement = async (sql, [code, fromMs, reason]) => {
  const place = sql.all(sql.db.tables.region).find((row) => row.code === code);
  if (!place) return changed(0);
  const isNew = await sql.insert(sql.db.tables.regionFault, {
    id: sql.db.nextValue("region_fault"),
    regionId: place.id,
    kind: "mass_failure",
    fromAt: Number(fromMs),
    toAt: null,
    reason: String(reason),
  });
  return changed(isNew ? 1 : 0);
};

const closeMassFailure: Statement = async (sql, [code, nowMs]) => {
  const { region, regionFault } = sql.db.tables;
  const place = sql.all(region).find((row) => row.code === code);
  let count = 0;
  for (const row of sql.all(regionFault)) {
    if (row.regionId !== place?.id || row.kind !== "mass_failure" || row.toAt !== null) continue;
    const closed = await sql.update(regionFault, String(row.id), (now) =>
      now.toAt === null ? { ...now, toAt: Math.max(now.fromAt, Number(nowMs)) } : null,
    );
    if (closed) count += 1;
  }
  return changed(count);
};

export const regionStatements: Record<string, Statement> = {
  "count-failing-readings": countFailing,
  "list-suspect-regions": listSuspectRegions,
  "list-sightings": listSightings,
  "list-present-faults": listPresentFaults,
  "open-mass-failure": openMassFailure,
  "close-mass-failure": closeMassFailure,
};
