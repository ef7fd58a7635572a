import type { ConfigPlan } from "#contracts/config-plan.ts";
import type { Caller } from "../caller.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import type { ConfigDeps } from "./apply-context.ts";
import { type ConfigWish, describePlan, makePlan } from "./make-plan.ts";

const PER_MINUTE = 60;

/** What the document would change; nothing is changed. */
export async function planConfig(deps: ConfigDeps, caller: Caller, wish: ConfigWish): Promise<ConfigPlan> {
  const key = `config:${caller.actor.workspaceId}`;
  await requirePerMinute(deps.db, { key, limit: PER_MINUTE, noun: "plans", at: deps.now() });
  return describePlan(await makePlan(deps, caller, wish), wish);
}
