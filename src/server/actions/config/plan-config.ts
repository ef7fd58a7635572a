import type { ConfigPlan, ConfigStep } from "#contracts/config-plan.ts";
import { maySeeChecks } from "#server/auth/may-see-checks.ts";
import type { Caller } from "../caller.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import type { ConfigDeps } from "./apply-context.ts";
import { type ConfigWish, describePlan, makePlan } from "./make-plan.ts";

const PER_MINUTE = 60;

/** What the document would change; nothing is changed. */
export async function planConfig(deps: ConfigDeps, caller: Caller, wish: ConfigWish): Promise<ConfigPlan> {
  const key = `config:${caller.actor.workspaceId}`;
  await requirePerMinute(deps.db, { key, limit: PER_MINUTE, noun: "plans", at: deps.now() });
  const plan = describePlan(await makePlan(deps, caller, wish), wish);
  return maySeeChecks(caller.actor) ? plan : { ...plan, steps: plan.steps.map(maskChecks) };
}

/** What checks send often holds credentials: others than those who may change monitors hear only that it differs. */
function maskChecks(step: ConfigStep): ConfigStep {
  if (step.kind !== "monitor") return step;
  const fields = step.fields.map((field) => (field.path.startsWith("check") ? { path: field.path } : field));
  return { ...step, fields };
}
