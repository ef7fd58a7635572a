import type { DigestFacts } from "#domain/digest/digest-facts.ts";
import type { DigestWeek } from "#domain/digest/digest-week.ts";
import { coverageOf } from "#domain/uptime/coverage.ts";
import { reportUptime, type Uptime } from "#domain/uptime/report-uptime.ts";
import { listAnomalyNotes } from "#server/store/anomaly-store.ts";
import {
  listDigestMonitors,
  listEndings,
  listWeekFigures,
  listWeekIncidents,
  type WeekFigures,
} from "#server/store/digest-facts-store.ts";
import type { MonitorScope } from "#server/store/monitor-scope.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listRawSteps } from "#server/store/uptime-store.ts";
import { listWindows } from "#server/store/window-store.ts";

const DAY_MS = 86_400_000;
const SHOWN = 5;
const ENDING_MS = 30 * DAY_MS;
const SEEN_MS = 2 * DAY_MS;
/** Smaller changes of a mean are no news. */
const LEAST_SHARE = 0.2;
const LEAST_MS = 50;

type Asked = { scope: MonitorScope; workspace: string; week: DigestWeek };
type Names = ReadonlyMap<number, string>;

/** Null: the member has no monitors to be told of. */
export async function readDigest(sql: Sql, { scope, workspace, week }: Asked): Promise<DigestFacts | null> {
  const monitors = await listDigestMonitors(sql, scope);
  if (monitors.length === 0) return null;
  const names: Names = new Map(monitors.map(({ id, name }) => [id, name]));
  const monitorIds = monitors.map(({ id }) => id);
  const span = { fromMs: week.fromMs, toMs: week.toMs };
  const days = { fromMs: nearestDay(week.toMs) - 7 * DAY_MS, toMs: nearestDay(week.toMs) };
  const [present, before, figures, incidents, notes, endings] = await Promise.all([
    measureUptime(sql, { monitorIds, ...span }),
    measureUptime(sql, { monitorIds, fromMs: week.beforeMs, toMs: week.fromMs }),
    listWeekFigures(sql, { monitorIds, ...days }),
    listWeekIncidents(sql, { ...span, scope, limit: SHOWN }),
    listAnomalyNotes(sql, { monitorIds, ...span, limit: SHOWN }),
    listEndings(sql, { monitorIds, seenSinceMs: week.toMs - SEEN_MS }),
  ]);
  const known = figures.reduce((sum, row) => sum + row.known, 0);
  const expected = figures.reduce((sum, row) => sum + row.expected, 0);
  return {
    workspace,
    ...span,
    monitors: monitors.length,
    uptime: { present: ratioOf(present), before: ratioOf(before) },
    worst: worstOf(present, names),
    coverage: coverageOf({ known, expected }),
    missed: Math.max(expected - known, 0),
    incidents: {
      count: incidents.count,
      longest: incidents.longest.map(({ title, openedAt, closedAt }) => ({
        title,
        openedAt,
        durationMs: Math.max((closedAt ?? week.toMs) - openedAt, 0),
        isOpen: closedAt === null,
      })),
    },
    slower: slowerOf(figures, names),
    anomalies: {
      count: notes.length,
      latest: notes.map((note) => ({
        name: names.get(note.monitorId) ?? "",
        region: note.regionName,
        observedMs: note.observedUs / 1000,
        usualMs: note.medianUs / 1000,
      })),
    },
    ending: endings
      .map(({ monitorId, what, at }) => ({ name: names.get(monitorId) ?? "", what, at: Date.parse(at) }))
      .filter(({ at }) => at <= week.toMs + ENDING_MS)
      .sort((a, b) => a.at - b.at),
  };
}

type Span = { monitorIds: readonly number[]; fromMs: number; toMs: number };

/** Without maintenance. */
async function measureUptime(sql: Sql, { monitorIds, fromMs, toMs }: Span): Promise<Map<number, Uptime>> {
  const [steps, windows] = await Promise.all([
    listRawSteps(sql, { monitorIds, from: new Date(fromMs), to: new Date(toMs) }),
    listWindows(sql, { monitorIds, fromMs, toMs }),
  ]);
  return new Map(
    monitorIds.map((id) => {
      const maintenance = (windows.get(id) ?? []).map((own) => ({
        fromMs: own.fromMs,
        toMs: own.toMs ?? toMs,
      }));
      return [id, reportUptime(steps.get(id) ?? [], maintenance, { fromMs, toMs }).withoutMaintenance];
    }),
  );
}

function ratioOf(uptimes: ReadonlyMap<number, Uptime>): number | null {
  const all = [...uptimes.values()];
  const upMs = all.reduce((sum, own) => sum + own.upMs, 0);
  const downMs = all.reduce((sum, own) => sum + own.downMs, 0);
  return upMs + downMs === 0 ? null : upMs / (upMs + downMs);
}

function worstOf(uptimes: ReadonlyMap<number, Uptime>, names: Names): DigestFacts["worst"] {
  return [...uptimes]
    .flatMap(([id, { ratio, downMs }]) =>
      ratio === null || downMs === 0 ? [] : [{ name: names.get(id) ?? "", ratio, downMs }],
    )
    .sort((a, b) => b.downMs - a.downMs)
    .slice(0, SHOWN);
}

function slowerOf(figures: readonly WeekFigures[], names: Names): DigestFacts["slower"] {
  return figures
    .flatMap(({ monitorId, presentMs, beforeMs }) => {
      if (presentMs === null || beforeMs === null) return [];
      const byMs = presentMs - beforeMs;
      if (byMs < LEAST_MS || byMs < LEAST_SHARE * beforeMs) return [];
      return [{ name: names.get(monitorId) ?? "", presentMs, beforeMs }];
    })
    .sort((a, b) => b.presentMs - b.beforeMs - (a.presentMs - a.beforeMs))
    .slice(0, SHOWN);
}

function nearestDay(atMs: number): number {
  return Math.round(atMs / DAY_MS) * DAY_MS;
}
