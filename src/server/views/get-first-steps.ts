import { describeTarget } from "#contracts/check-target.ts";
import type { FirstSteps } from "#contracts/first-steps.ts";
import { Preferences } from "#contracts/preferences.ts";
import { hasRole, type UserActor } from "#server/auth/actor.ts";
import { getAccount } from "#server/store/account-store.ts";
import { findFirstSteps } from "#server/store/first-steps-store.ts";
import type { ViewDeps } from "./view-deps.ts";

/** What there is says how far a person has come, so that the steps can be left and taken up again. */
export async function getFirstSteps(deps: ViewDeps, actor: UserActor): Promise<FirstSteps> {
  const { workspaceId, tags } = actor;
  const [account, { monitor, ...rest }] = await Promise.all([
    getAccount(deps.db, actor.userId),
    findFirstSteps(deps.sql, { workspaceId, tags }),
  ]);
  const { firstStepsDone } = Preferences.safeParse(account.preferences).data ?? Preferences.parse({});
  return {
    ...rest,
    done: firstStepsDone || !hasRole(actor, "editor"),
    monitor: monitor && { id: monitor.id, name: monitor.name, url: describeTarget(monitor.check) },
  };
}
