import type {
  CalendarSpan,
  MaintenancePreview,
  MaintenanceTiming,
  MaintenanceView,
  UpcomingMaintenance,
} from "#contracts/maintenance.ts";
import { checkTiming } from "#domain/maintenance/check-timing.ts";
import { describeClockChanges, describeTiming } from "#domain/maintenance/describe-timing.ts";
import { listOccurrences } from "#domain/maintenance/list-occurrences.ts";
import { PLAN_AHEAD_MS } from "#domain/maintenance/plan-occurrences.ts";
import type { Actor } from "#server/auth/actor.ts";
import {
  listMaintenanceRows,
  listUpcoming,
  type MaintenanceRow,
} from "#server/store/maintenance-view-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import type { ViewDeps } from "./view-deps.ts";

const NEXT = 5;
const DAY_MS = 86_400_000;
const CALENDAR_DAYS = 30;
const CALENDAR_ROWS = 200;
/** A year, then what rules that come seldom need. */
const PREVIEW_DAYS = [400, 4_000, 15_000];

export async function listMaintenance(deps: ViewDeps, actor: Actor): Promise<MaintenanceView[]> {
  const at = deps.now();
  const rows = await listMaintenanceRows(deps.sql, { ...scopeOf(actor), at, next: NEXT });
  return rows.map(({ everything, monitors, tags, ...row }) => {
    const next = withLater(row, at.getTime());
    return {
      ...row,
      next,
      sentence: describeTiming(row.timing),
      clockNote: describeClockChanges(row.timing, next),
      scope: { everything, monitors, tags },
    };
  });
}

/** Planned are 60 days; what comes once a month or begins next year is known by its rule alone. */
function withLater({ timing, next }: Pick<MaintenanceRow, "timing" | "next">, nowMs: number) {
  if (timing.kind !== "recurring" || next.length >= NEXT) return next;
  const lastMs = next.at(-1)?.startsAt ?? nowMs;
  const later = listNext(timing, nowMs).filter(({ startsAt }) => startsAt > lastMs);
  return [...next, ...later].slice(0, NEXT);
}

export async function listUpcomingMaintenance(deps: ViewDeps, actor: Actor): Promise<UpcomingMaintenance[]> {
  const at = deps.now();
  const to = new Date(at.getTime() + CALENDAR_DAYS * DAY_MS);
  return listUpcoming(deps.sql, { ...scopeOf(actor), at, to, limit: CALENDAR_ROWS });
}

/** What happened and what will, in any month: beyond what is planned as rows the rules say it. */
export async function listCalendar(
  deps: ViewDeps,
  actor: Actor,
  span: CalendarSpan,
): Promise<UpcomingMaintenance[]> {
  const scope = scopeOf(actor);
  const at = deps.now();
  const plannedMs = at.getTime() + PLAN_AHEAD_MS;
  const [rows, windows] = await Promise.all([
    listUpcoming(deps.sql, {
      ...scope,
      at: new Date(span.fromMs),
      to: new Date(span.toMs),
      limit: CALENDAR_ROWS,
    }),
    span.toMs <= plannedMs ? [] : listMaintenanceRows(deps.sql, { ...scope, at, next: 1 }),
  ]);
  const known = new Set(rows.map(nameOf));
  const later = windows.flatMap(({ id, name, timing, monitors }) =>
    timing.kind !== "recurring"
      ? []
      : listOccurrences(timing, { fromMs: Math.max(span.fromMs, plannedMs), toMs: span.toMs }, CALENDAR_ROWS)
          .filter(({ startsAt }) => startsAt >= plannedMs && !known.has(nameOf({ id, startsAt })))
          .map((occurrence) => ({ id, name, ...occurrence, monitors: monitors.length })),
  );
  return [...rows, ...later].sort((a, b) => a.startsAt - b.startsAt);
}

function nameOf({ id, startsAt }: { id: string; startsAt: number }): string {
  return `${id} ${startsAt}`;
}

/** What a window that is being typed would do from now on. */
export function previewMaintenance(
  deps: Pick<ViewDeps, "now">,
  timing: MaintenanceTiming,
): MaintenancePreview {
  const nowMs = deps.now().getTime();
  const sentence = describeTiming(timing);
  const problem = checkTiming(timing, nowMs);
  if (problem) return { problem, sentence, occurrences: [], clockNote: null };
  const occurrences = listNext(timing, nowMs);
  return { problem: null, sentence, occurrences, clockNote: describeClockChanges(timing, occurrences) };
}

function listNext(timing: MaintenanceTiming, nowMs: number) {
  const startMs = timing.kind === "recurring" ? Date.parse(`${timing.startsLocal}:00Z`) : nowMs;
  for (const days of PREVIEW_DAYS) {
    const toMs = Math.max(nowMs, startMs) + days * DAY_MS;
    const found = listOccurrences(timing, { fromMs: nowMs, toMs }, NEXT);
    if (found.length === NEXT || days === PREVIEW_DAYS.at(-1) || timing.kind !== "recurring") return found;
  }
  return [];
}
