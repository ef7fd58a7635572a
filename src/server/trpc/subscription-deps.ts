import type { SubscribeDeps } from "#server/actions/status-subscriber/subscribe-deps.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { appDeps } from "./app-deps.ts";
import type { AppDeps } from "./context.ts";

export type SubscriptionRouteDeps = AppDeps & SubscribeDeps;

/** What visitors subscribe with: addresses that they typed are reached by the guarded way only. */
export function subscriptionDeps(deps: AppDeps = appDeps()): SubscriptionRouteDeps {
  return { ...deps, fetch: createSafeFetch(deps.egress) };
}
