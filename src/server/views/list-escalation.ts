import type {
  EscalationPolicyView,
  OnCallScheduleView,
  OnCallTurn,
  Rotation,
} from "#contracts/escalation.ts";
import { listTurns } from "#domain/notification/on-call.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listEscalationPolicyViews } from "#server/store/escalation-policy-store.ts";
import { listScheduleRows } from "#server/store/on-call-store.ts";
import type { ViewDeps } from "./view-deps.ts";

const DAY_MS = 86_400_000;
const WEEKS_AHEAD = 6;
const TURNS = 12;

export function listEscalationPolicies(deps: ViewDeps, actor: Actor): Promise<EscalationPolicyView[]> {
  return listEscalationPolicyViews(deps.sql, actor.workspaceId);
}

export async function listSchedules(deps: ViewDeps, actor: Actor): Promise<OnCallScheduleView[]> {
  const at = deps.now();
  const rows = await listScheduleRows(deps.sql, { workspaceId: actor.workspaceId, at });
  return rows.map((row) => ({ ...row, turns: turnsFrom(row, at.getTime()) }));
}

/** The turns of a rotation that is being typed. */
export function previewRotation(deps: Pick<ViewDeps, "now">, rotation: Rotation): OnCallTurn[] {
  return turnsFrom({ rotation, overrides: [] }, deps.now().getTime());
}

/** Six weeks, or as many as it takes for everybody to come once, but no more than a screen holds. */
function turnsFrom(plan: Parameters<typeof listTurns>[0], nowMs: number): OnCallTurn[] {
  const { days, channelIds } = plan.rotation;
  const lengthDays = Math.min(400, Math.max(WEEKS_AHEAD * 7, days * (channelIds.length + 1)));
  const fromMs = Math.max(nowMs, firstOf(plan));
  return listTurns(plan, { fromMs, toMs: fromMs + lengthDays * DAY_MS }).slice(0, TURNS);
}

/** A rotation may begin later than now; a day earlier than its date covers every zone. */
function firstOf({ rotation, overrides }: Parameters<typeof listTurns>[0]): number {
  const startsAt = Date.parse(`${rotation.from}T00:00:00Z`) - DAY_MS;
  return Math.min(startsAt, ...overrides.map((override) => override.startsAt));
}
