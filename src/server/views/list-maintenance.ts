import type {
  MaintenancePreview,
  MaintenanceTiming,
  MaintenanceView,
  UpcomingMaintenance,
} from "#contracts/maintenance.ts";
import { checkTiming } from "#domain/maintenance/check-timing.ts";
import { describeClockChanges, describeTiming } from "#domain/maintenance/describe-timing.ts";
import { listOccurrences } from "#domain/maintenance/list-occurrences.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listMaintenanceRows, listUpcoming } from "#server/store/maintenance-view-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const NEXT = 5;
const DAY_MS = 86_400_000;
const CALENDAR_DAYS = 30;
const CALENDAR_ROWS = 200;
/** A year, then what rules that come seldom need. */
const PREVIEW_DAYS = [400, 4_000, 15_000];

export async function listMaintenance(deps: ViewDeps, actor: Actor): Promise<MaintenanceView[]> {
  const query = { workspaceId: actor.workspaceId, at: deps.now(), next: NEXT };
  const rows = await listMaintenanceRows(deps.sql, query);
  return rows.map(({ everything, monitors, tags, ...row }) => ({
    ...row,
    sentence: describeTiming(row.timing),
    scope: { everything, monitors, tags },
  }));
}

export async function listUpcomingMaintenance(deps: ViewDeps, actor: Actor): Promise<UpcomingMaintenance[]> {
  const at = deps.now();
  const to = new Date(at.getTime() + CALENDAR_DAYS * DAY_MS);
  return listUpcoming(deps.sql, { workspaceId: actor.workspaceId, at, to, limit: CALENDAR_ROWS });
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
