import {
  checksKey,
  deadKey,
  INGEST_GROUP,
  PROBE_GROUP,
  resultsKey,
  urgentKey,
} from "#contracts/stream-keys.ts";
import type { SystemOverview } from "#contracts/view.ts";
import { findSickness, judgeRegion } from "#domain/region/judge-region.ts";
import { kindsOfRegion } from "#domain/region/kinds-of-region.ts";
import type { Actor } from "#server/auth/actor.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { listRegions } from "#server/store/region-store.ts";
import { countMonitorsByRegion, describeDatabase, listWatermarks } from "#server/store/system-store.ts";
import { findWarnings } from "./find-warnings.ts";
import type { ViewDeps } from "./view-deps.ts";
import { withinTime } from "./within-time.ts";

type StreamView = SystemOverview["regions"][number]["stream"];

const STREAM_WAIT_MS = 2_000;

export async function getSystemOverview(
  deps: ViewDeps & { version: string },
  actor: Actor,
): Promise<SystemOverview> {
  const now = deps.now();
  const nowMs = now.getTime();
  const [regions, marks, database, monitors] = await Promise.all([
    listRegions(deps.db, actor.workspaceId),
    listWatermarks(deps.sql),
    describeDatabase(deps.sql, now),
    countMonitorsByRegion(deps.sql, scopeOf(actor)),
  ]);
  const streams = await Promise.all(regions.map((region) => describeStream(deps, region.code)));
  const isDown = streams.length > 0 && streams.every((stream) => stream === null);
  const connected = streams.length > 0 ? !isDown : await answers(deps);

  const schedule = marks.get("schedule");
  const sweep = marks.get("sweep");
  const rollup = marks.get("rollup_hour");
  const overview = {
    now: nowMs,
    version: deps.version,
    regions: regions.map((region, index) => ({
      code: region.code,
      name: region.name,
      runtime: region.runtime,
      kinds: kindsOfRegion(region, nowMs),
      isPrivate: region.workspaceId !== null,
      enabled: region.enabled,
      standing: judgeRegion(region, nowMs),
      sickBecause: findSickness(region),
      lastSeenAt: region.lastSeenAt?.getTime() ?? null,
      instances: region.instances.map(
        ({ regionId: _regionId, startedAt: _startedAt, kinds: _kinds, ...instance }) => ({
          ...instance,
          lastSeenAt: instance.lastSeenAt.getTime(),
          rssBytes: Number(instance.rssBytes),
        }),
      ),
      stream: streams[index] ?? null,
      monitors: monitors.get(region.id) ?? 0,
    })),
    scheduleAheadMs: schedule ? schedule.at - nowMs : null,
    sweepAgeMs: sweep ? nowMs - sweep.updatedAt : null,
    rollupAgeMs: rollup ? nowMs - rollup.updatedAt : null,
    database: { ...database, connected: true },
    redis: { connected, error: connected ? null : "The job stream does not answer." },
  };
  return { ...overview, warnings: findWarnings(overview) };
}

/** Null when Redis does not answer in time: this page is for exactly that moment. */
async function describeStream(deps: ViewDeps, region: string): Promise<StreamView> {
  const { stream } = deps;
  return withinTime(
    Promise.all([
      stream.describe(checksKey(region), PROBE_GROUP),
      stream.describe(urgentKey(region), PROBE_GROUP),
      stream.describe(resultsKey(region), INGEST_GROUP),
      stream.length(deadKey(region)),
    ]).then(([checks, urgent, spool, dead]) => ({
      length: checks.length,
      pending: checks.pending + urgent.pending,
      lag: checks.lag,
      urgent: urgent.length,
      spool: spool.length,
      dead,
    })),
    STREAM_WAIT_MS,
  );
}

async function answers(deps: ViewDeps): Promise<boolean> {
  const answer = deps.stream.length(checksKey("any")).then(() => true);
  return (await withinTime(answer, STREAM_WAIT_MS)) === true;
}
