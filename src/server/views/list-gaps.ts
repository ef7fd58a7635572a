import type { GapView } from "#contracts/view.ts";
import { slotsBetween } from "#domain/schedule/slots.ts";
import type { Actor } from "#server/auth/actor.ts";
import {
  type AssignmentSpan,
  listAssignmentSpans,
  listOutages,
  listPointGaps,
  listTickedSlots,
  type MissedSlot,
  type OutageSpan,
} from "#server/store/gap-view-store.ts";
import { mergeGaps } from "./merge-gaps.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const HOUR_MS = 3_600_000;

/** Slots without a tick: single ones, and those that fell into an outage of the schedule. */
export async function listMonitorGaps(
  deps: ViewDeps,
  actor: Actor,
  query: { id: string; hours: number },
): Promise<GapView[]> {
  const head = await getMonitorHead(deps, actor, query.id);
  const nowMs = deps.now().getTime();
  const fromMs = nowMs - query.hours * HOUR_MS;
  const span = { monitorId: head.id, from: new Date(fromMs), to: new Date(nowMs) };
  const [points, outages, assignments] = await Promise.all([
    listPointGaps(deps.sql, span),
    listOutages(deps.sql, span),
    listAssignmentSpans(deps.sql, span),
  ]);
  const missed = outages.flatMap((outage) => slotsOfOutage(outage, assignments, { fromMs, toMs: nowMs }));
  const known = new Set(points.map((slot) => `${slot.region}@${slot.at}`));
  const ticked = missed.length === 0 ? known : await listTickedSlots(deps.sql, span);
  const fromOutages = missed.filter(({ region, at }) => {
    const slot = `${region}@${at}`;
    return !known.has(slot) && !ticked.has(slot);
  });
  return mergeGaps([...points, ...fromOutages], head.intervalMs);
}

function slotsOfOutage(
  outage: OutageSpan,
  assignments: readonly AssignmentSpan[],
  window: { fromMs: number; toMs: number },
): MissedSlot[] {
  const span = {
    fromMs: Math.max(outage.fromMs, window.fromMs),
    toMs: Math.min(outage.toMs, window.toMs),
  };
  return assignments
    .filter((assignment) => outage.regionId === null || outage.regionId === assignment.regionId)
    .flatMap((assignment) =>
      slotsBetween(assignment, span).map((at) => ({
        region: assignment.region,
        at,
        reason: outage.reason,
      })),
    );
}
