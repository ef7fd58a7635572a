import { countedSpans } from "#domain/objective/counted-spans.ts";
import { DAY_MS } from "#domain/objective/day-record.ts";
import { nameTarget, nameWindow } from "#domain/objective/describe-method.ts";
import { milliOf } from "#domain/objective/error-budget.ts";
import { type BurnRule, describeBurn, judgeBurn } from "#domain/objective/judge-burn.ts";
import { findEnd, measureBudget } from "#domain/objective/measure-budget.ts";
import { segmentsOf, type Timeline } from "#domain/objective/segments-of.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { nameIncidentMonitors } from "#server/store/burn-incident-store.ts";
import { listWatchedObjectives, type ObjectiveFacts } from "#server/store/objective-store.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { closeSystemIncident, openSystemIncident } from "#server/store/system-incident-store.ts";
import { tellIncident } from "#server/store/tell-incident-store.ts";
import { listTimelines } from "#server/store/timeline-store.ts";

/** The longest window is three days of counted time; hours may spread it over so many. */
const SEEN_DAYS = { always: 3, hours: 21 };
const WELL = "The budget is not used faster than the target allows any more.";

/**
 * Opens one incident per objective whose budget burns, and closes it when that is over. Reading is three statements,
 * however many objectives there are. Returns how many opened or closed.
 */
export async function judgeBurns(deps: Deps): Promise<number> {
  const objectives = await listWatchedObjectives(deps.pool);
  if (objectives.length === 0) return 0;
  const nowMs = deps.clock();
  const days = objectives.some(({ spec }) => spec.hours !== null) ? SEEN_DAYS.hours : SEEN_DAYS.always;
  const members = [...new Map(objectives.flatMap((one) => one.members.map((own) => [own.id, own]))).values()];
  const timelines = await listTimelines(deps.pool, { members, fromMs: nowMs - days * DAY_MS, toMs: nowMs });
  let changes = 0;
  for (const objective of objectives) {
    const own = objective.members.flatMap(({ id }) => timelines.get(id) ?? []);
    const burning = objective.spec.burnAlerts ? judge(objective, own, { nowMs, days }) : null;
    if (burning !== null && objective.alert === null)
      changes += await open(deps, objective, { burning, nowMs });
    if (burning === null && objective.alert !== null) changes += await close(deps, objective, nowMs);
  }
  if (changes > 0) deps.wakeNotifier();
  return changes;
}

type Burning = { rule: BurnRule; rate: number };

function judge(
  { spec, exclusions }: ObjectiveFacts,
  timelines: readonly Timeline[],
  at: { nowMs: number; days: number },
): Burning | null {
  const window = { fromMs: at.nowMs - at.days * DAY_MS, toMs: at.nowMs };
  const rule = { ...spec, exclusions: spansOf(exclusions) };
  return judgeBurn({
    members: timelines.map((timeline) => segmentsOf(timeline, window, spec.excludeMaintenance)),
    counting: spec.counting,
    counted: countedSpans(rule, window),
    targetMilli: milliOf(spec.targetPercent),
  });
}

async function open(
  deps: Deps,
  objective: ObjectiveFacts,
  { burning, nowMs }: { burning: Burning; nowMs: number },
): Promise<number> {
  const cause = await describe(deps, objective, { burning, nowMs });
  const { workspaceId, members } = objective;
  const place = { workspaceId, systemKey: `burn:${objective.id}` };
  const title = `${objective.spec.name}: error budget`;
  return inTransaction(deps.pool, async (sql) => {
    const news = { ...place, title, cause, severity: burning.rule.severity };
    const incident = await openSystemIncident(sql, news, nowMs);
    if (incident === null) return 0;
    await nameIncidentMonitors(sql, { incidentId: incident.id, monitorIds: members.map(({ id }) => id) });
    await tellIncident(sql, { incidentId: incident.id, event: "down", reason: cause, nowMs });
    return 1;
  });
}

async function describe(
  { pool }: Deps,
  { spec, members, exclusions }: ObjectiveFacts,
  { burning, nowMs }: { burning: Burning; nowMs: number },
): Promise<string> {
  const timelines = await listTimelines(pool, { members, fromMs: nowMs - 93 * DAY_MS, toMs: nowMs });
  const given = { spec, exclusions: spansOf(exclusions), nowMs };
  const budget = measureBudget({ ...given, timelines: [...timelines.values()] });
  const rate = (burning.rate * (100_000 - milliOf(spec.targetPercent))) / 100_000;
  const endsAtMs = findEnd(given, { leftMs: budget.leftMs, rate, parts: budget.parts });
  return describeBurn({
    name: spec.name,
    target: nameTarget(spec.targetPercent),
    window: nameWindow(spec.window),
    endsInMs: endsAtMs === null ? null : endsAtMs - nowMs,
    isSpent: budget.leftMs <= 0,
  });
}

function close(deps: Deps, { id, workspaceId }: ObjectiveFacts, nowMs: number): Promise<number> {
  return inTransaction(deps.pool, async (sql) => {
    const incident = await closeSystemIncident(sql, { workspaceId, systemKey: `burn:${id}` }, nowMs);
    if (incident === null) return 0;
    await tellIncident(sql, { incidentId: incident.id, event: "up", reason: WELL, nowMs });
    return 1;
  });
}

function spansOf(exclusions: ObjectiveFacts["exclusions"]) {
  return exclusions.map(({ startsAt, endsAt }) => ({ fromMs: startsAt, toMs: endsAt }));
}
