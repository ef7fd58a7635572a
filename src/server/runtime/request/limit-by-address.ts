import type { LimitName } from "#domain/limits/limit-policies.ts";
import { env } from "#env";
import { clientAddress } from "#server/auth/client-address.ts";
import { bucketKeyOf, processLimits, tighter } from "../limits/process-limits.ts";
import { count } from "../metrics/metrics.ts";
import { refuseByProblem } from "./refuse-by-problem.ts";
import type { RequestFacts, RouteKind } from "./request-scope.ts";
import type { ServedRoute } from "./with-request.ts";

const POLICIES: Readonly<Record<RouteKind, readonly LimitName[]>> = {
  app: ["address"],
  anonymous: ["address", "anonymous"],
  expensive: ["address", "expensive"],
  probe: [],
  cron: [],
  open: [],
};

/** Takes from the buckets of the caller's address; the answer where one of them is empty, else null. */
export function limitByAddress(served: ServedRoute, headers: Headers, facts: RequestFacts): Response | null {
  const policies = POLICIES[served.kind];
  if (policies.length === 0) return null;
  const shelves = processLimits();
  if (shelves === null) return null;
  const key = bucketKeyOf(clientAddress(headers, env().UPTICK_TRUST_PROXY));
  if (key === null) return null;
  const nowMs = Date.now();
  for (const policy of policies) {
    facts.limit = tighter(facts.limit, shelves[policy].take(key, nowMs));
    if (facts.limit.isAllowed) continue;
    count("uptick_limited_calls_total", { policy });
    return (served.refuse ?? refuseByProblem)(facts.limit);
  }
  return null;
}
