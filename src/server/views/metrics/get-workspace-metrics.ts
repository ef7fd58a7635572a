import type { MetricFamily, MetricLabels } from "#contracts/metric.ts";
import { reportUptime } from "#domain/uptime/report-uptime.ts";
import type { Actor } from "#server/auth/actor.ts";
import { KeptCache } from "#server/runtime/kept-cache.ts";
import { WORKSPACE_METRICS } from "#server/runtime/metrics/workspace-metrics.ts";
import { type MonitorScope, scopeOf } from "#server/store/monitor-scope.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRawSteps } from "#server/store/uptime-store.ts";
import { listWindows } from "#server/store/window-store.ts";
import {
  countWorkspaceIncidents,
  countWorkspaceMonitors,
  listMonitorMetrics,
  type MonitorMetricsRow,
} from "#server/store/workspace-metrics-store.ts";
import { toFamilies } from "./metric-reading.ts";

/** More in one scrape is more than Prometheus takes by default. */
const MOST_MONITORS = 10_000;
const DAY_MS = 86_400_000;
const WINDOWS = [
  { window: "1d", days: 1 },
  { window: "30d", days: 30 },
] as const;
const LONGEST_DAYS = 30;
/** What a monitor's families take in memory, roughly. */
const BYTES_PER_SAMPLE = 400;

type List = typeof WORKSPACE_METRICS;
type Reading = { name: keyof List; labels: Readonly<Record<string, string>>; value: number };

// Several Prometheus servers, and a dashboard's auto-refresh, cost one look in 15 s.
const kept = new KeptCache<MetricFamily[]>({
  freshMs: 15_000,
  staleMs: 15_000,
  waitMs: 8_000,
  makeMs: 20_000,
  maxEntries: 200,
  maxBytes: 128 * 1024 * 1024,
  bytesOf: (families) => families.reduce((sum, { samples }) => sum + samples.length, 1) * BYTES_PER_SAMPLE,
  clock: Date.now,
});

/** What the actor may see of the workspace's monitors. */
export async function getWorkspaceMetrics(
  deps: { sql: Sql; now: () => Date },
  actor: Actor,
): Promise<MetricFamily[]> {
  const scope = scopeOf(actor);
  const key = JSON.stringify([scope.workspaceId, [...scope.tags].sort()]);
  const { value } = await kept.read(key, () => readWorkspace(deps.sql, scope, deps.now().getTime()));
  return value;
}

async function readWorkspace(sql: Sql, scope: MonitorScope, nowMs: number): Promise<MetricFamily[]> {
  const [monitors, counts, incidents] = await Promise.all([
    listMonitorMetrics(sql, { scope, nowMs, limit: MOST_MONITORS }),
    countWorkspaceMonitors(sql, scope),
    countWorkspaceIncidents(sql, scope),
  ]);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const leftOut = Math.max(0, total - monitors.length);
  const uptimes = await readUptimes(sql, { monitors, nowMs });
  return toFamilies(WORKSPACE_METRICS, [
    ...counts.map(({ verdict, count }) => reading("uptick_workspace_monitors", { verdict }, count)),
    reading("uptick_workspace_monitors", { verdict: "left_out" }, leftOut),
    ...incidents.map(({ severity, count }) =>
      reading("uptick_workspace_incidents_open", { severity }, count),
    ),
    ...monitors.flatMap((monitor) => readMonitor(monitor, nowMs)),
    ...uptimes,
  ]);
}

function readMonitor(row: MonitorMetricsRow, nowMs: number): Reading[] {
  const own = { monitor: row.publicId, name: row.name };
  const { kind, severity, tags, shown, raw, p95Us, certificateExpiresAt, lastCheckMs } = row;
  const info = { ...own, kind, severity, tags: tags.length === 0 ? "" : `,${tags.join(",")},` };
  const isKnown = shown !== "paused" && raw !== "unknown";
  const certificateMs = certificateExpiresAt === null ? Number.NaN : Date.parse(certificateExpiresAt);
  return [
    reading("uptick_monitor_info", info, 1),
    reading("uptick_monitor_verdict", { ...own, verdict: shown }, 1),
    reading("uptick_monitor_incidents_open", own, row.openIncidents),
    ...(isKnown ? [reading("uptick_monitor_up", own, raw === "down" ? 0 : 1)] : []),
    ...(p95Us === null ? [] : [reading("uptick_monitor_latency_p95_seconds", own, p95Us / 1_000_000)]),
    ...(Number.isNaN(certificateMs)
      ? []
      : [reading("uptick_monitor_certificate_days", own, (certificateMs - nowMs) / DAY_MS)]),
    ...(lastCheckMs === null
      ? []
      : [reading("uptick_monitor_last_check_age_seconds", own, (nowMs - lastCheckMs) / 1_000)]),
  ];
}

/** From the transitions, as the dashboard counts it. */
async function readUptimes(
  sql: Sql,
  { monitors, nowMs }: { monitors: readonly MonitorMetricsRow[]; nowMs: number },
): Promise<Reading[]> {
  const monitorIds = monitors.map(({ id }) => id);
  const fromMs = nowMs - LONGEST_DAYS * DAY_MS;
  const [steps, maintenance] = await Promise.all([
    listRawSteps(sql, { monitorIds, from: new Date(fromMs), to: new Date(nowMs) }),
    listWindows(sql, { monitorIds, fromMs, toMs: nowMs }),
  ]);
  return monitors.flatMap(({ id, publicId, name }) => {
    const spans = (maintenance.get(id) ?? []).map((span) => ({ ...span, toMs: span.toMs ?? nowMs }));
    return WINDOWS.flatMap(({ window, days }) => {
      const asked = { fromMs: nowMs - days * DAY_MS, toMs: nowMs };
      const { ratio } = reportUptime(steps.get(id) ?? [], spans, asked).withoutMaintenance;
      if (ratio === null) return [];
      return [reading("uptick_monitor_uptime_ratio", { monitor: publicId, name, window }, ratio)];
    });
  });
}

function reading<Name extends keyof List>(
  name: Name,
  labels: MetricLabels<List[Name]>,
  value: number,
): Reading {
  return { name, labels, value };
}
