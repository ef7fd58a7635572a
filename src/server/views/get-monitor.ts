import type { AnomalyView } from "#contracts/anomaly.ts";
import { INBOUND_REGION } from "#contracts/heartbeat.ts";
import type { MonitorDetail, RegionReadingView } from "#contracts/view.ts";
import { redactCheck } from "#domain/check/redact-check.ts";
import { describeStanding } from "#domain/verdict/describe-standing.ts";
import type { Actor } from "#server/auth/actor.ts";
import { maySeeChecks } from "#server/auth/may-see-checks.ts";
import { listAnomalyNotes } from "#server/store/anomaly-store.ts";
import { listFindings } from "#server/store/finding-store.ts";
import { findOpenIncident, listRegionReadings, type MonitorHead } from "#server/store/monitor-view-store.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRecentTicks } from "#server/store/recent-tick-store.ts";
import { readDayFigures } from "./list-figures.ts";
import { dayCoverage, percentileOf } from "./list-monitors.ts";
import { listDayUptime } from "./list-uptime.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const DAY_MS = 86_400_000;

export async function getMonitor(deps: ViewDeps, actor: Actor, id: string): Promise<MonitorDetail> {
  const head = await getMonitorHead(deps, actor, id);
  const nowMs = deps.now().getTime();
  const window = { from: new Date(nowMs - 2 * DAY_MS), to: new Date(nowMs + 60_000) };
  const [readings, openIncident, figuresById, uptime, recent, findings, anomalies] = await Promise.all([
    listRegionReadings(deps.sql, head.id),
    findOpenIncident(deps.sql, head.id),
    readDayFigures(deps.sql, [head.id], nowMs),
    listDayUptime(deps.sql, [head.id], nowMs),
    listRecentTicks(deps.sql, { monitorIds: [head.id], ...window, limit: 40 }),
    listFindings(deps.sql, { monitorId: head.id, nowMs }),
    listAnomalies(deps.sql, head.id, nowMs),
  ]);
  const figures = figuresById.get(head.id);
  const day = uptime.get(head.id);
  const ticks = recent.get(head.id) ?? [];
  return {
    id: head.publicId,
    name: head.name,
    kind: head.kind,
    input: inputOf(head, { regions: chosenFrom(readings), actor }),
    verdict: head.shown,
    reason: (head.shown === "up" ? standingOf(readings) : null) ?? head.reason,
    since: head.pausedAt ?? head.since,
    createdAt: head.createdAt,
    readings,
    findings,
    anomalies,
    uptime24h: day?.withoutMaintenance.ratio ?? null,
    uptimeRaw24h: day?.raw.ratio ?? null,
    maintenance24hMs: day?.maintenanceMs ?? 0,
    coverage24h: dayCoverage(figures),
    p50Ms: percentileOf(0.5, figures, ticks),
    p95Ms: percentileOf(0.95, figures, ticks),
    p99Ms: percentileOf(0.99, figures, ticks),
    openIncident,
  };
}

const ANOMALY_DAYS = 14;
const MAX_ANOMALIES = 10;

async function listAnomalies(sql: Sql, monitorId: number, nowMs: number): Promise<AnomalyView[]> {
  const span = { fromMs: nowMs - ANOMALY_DAYS * DAY_MS, toMs: nowMs };
  const notes = await listAnomalyNotes(sql, { monitorIds: [monitorId], ...span, limit: MAX_ANOMALIES });
  return notes.map(({ monitorId: _own, ...note }) => note);
}

function standingOf(readings: readonly RegionReadingView[]): string | null {
  // A job that speaks for itself is no check from anywhere.
  if (readings.some(({ region }) => region === INBOUND_REGION)) return null;
  return describeStanding(
    readings.flatMap(({ region, lastTick }) => (lastTick ? [{ region, outcome: lastTick.outcome }] : [])),
  );
}

/** The built-in region is nobody's choice. */
function chosenFrom(readings: readonly RegionReadingView[]): string[] {
  return readings.flatMap(({ region }) => (region === INBOUND_REGION ? [] : [region]));
}

function inputOf(head: MonitorHead, view: { regions: string[]; actor: Actor }) {
  const { check } = head;
  return {
    name: head.name,
    check: maySeeChecks(view.actor) ? check : redactCheck(check),
    intervalSec: head.intervalMs / 1000,
    timeoutMs: head.timeoutMs,
    regions: view.regions,
    tags: head.tags,
  };
}
