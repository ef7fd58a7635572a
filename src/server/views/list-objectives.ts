import type { ObjectiveDetail, ObjectiveView } from "#contracts/objective.ts";
import { describeMethod } from "#domain/objective/describe-method.ts";
import { milliOf } from "#domain/objective/error-budget.ts";
import { measureBudget, traceBudget } from "#domain/objective/measure-budget.ts";
import { objectiveWindow } from "#domain/objective/objective-window.ts";
import type { Timeline } from "#domain/objective/segments-of.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { listObjectives as listFacts, type ObjectiveFacts } from "#server/store/objective-store.ts";
import { listSeenMonitors } from "#server/store/seen-monitor-store.ts";
import { listTimelines } from "#server/store/timeline-store.ts";
import type { ViewDeps } from "./view-deps.ts";

export async function listObjectives(deps: ViewDeps, actor: Actor): Promise<ObjectiveView[]> {
  const { facts, seen, ...at } = await load(deps, actor, null);
  return facts.map((one) => viewOf(one, measuredOf(one, at), seen));
}

export async function getObjective(deps: ViewDeps, actor: Actor, id: string): Promise<ObjectiveDetail> {
  const { facts, seen, ...at } = await load(deps, actor, id);
  const [one] = facts;
  if (one === undefined) throw new AppError("not_found", "There is no such objective.");
  const measured = measuredOf(one, at);
  return { ...viewOf(one, measured, seen), exclusions: one.exclusions, burn: traceBudget(measured) };
}

type Measured = Parameters<typeof measureBudget>[0];
type At = { timelines: ReadonlyMap<number, Timeline>; nowMs: number };

async function load(deps: ViewDeps, actor: Actor, id: string | null) {
  const nowMs = deps.now().getTime();
  const facts = await listFacts(deps.sql, { workspaceId: actor.workspaceId, id });
  const members = [...new Map(facts.flatMap((one) => one.members.map((own) => [own.id, own]))).values()];
  const fromMs = facts.map(({ spec }) => objectiveWindow(spec.window, spec.zone, nowMs).fromMs);
  const [timelines, seen] = await Promise.all([
    listTimelines(deps.sql, { members, fromMs: Math.min(nowMs, ...fromMs), toMs: nowMs }),
    listSeenMonitors(deps.sql, { scope: scopeOf(actor), ids: members.map((one) => one.id) }),
  ]);
  return { facts, timelines, seen, nowMs };
}

function measuredOf({ spec, members, exclusions }: ObjectiveFacts, { timelines, nowMs }: At): Measured {
  return {
    spec,
    exclusions: exclusions.map(({ startsAt, endsAt }) => ({ fromMs: startsAt, toMs: endsAt })),
    timelines: members.flatMap(({ id }) => timelines.get(id) ?? []),
    nowMs,
  };
}

/** Whoever is held to tags reads no name of a monitor that has none of them, and no id. */
function viewOf(facts: ObjectiveFacts, measured: Measured, seen: ReadonlySet<number>): ObjectiveView {
  const { id, spec, members, alert } = facts;
  const shown = members.filter((one) => seen.has(one.id));
  const visible = new Set(shown.map(({ publicId }) => publicId));
  const scope =
    spec.scope.kind === "tag"
      ? spec.scope
      : { ...spec.scope, monitorIds: spec.scope.monitorIds.filter((one) => visible.has(one)) };
  return {
    id,
    input: { ...spec, scope },
    method: describeMethod({ ...spec, targetMilli: milliOf(spec.targetPercent) }),
    monitors: shown.map(({ publicId, name }) => ({ id: publicId, name })),
    monitorCount: members.length,
    budget: measureBudget(measured),
    alert,
  };
}
