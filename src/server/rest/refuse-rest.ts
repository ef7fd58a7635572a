import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { limitSentence } from "#server/runtime/request/refuse-by-problem.ts";
import { currentScope } from "#server/runtime/request/request-scope.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { problemResponse, Refusal } from "./problem.ts";

/** Over the limit of an address: before anything is known of the caller. */
export function refuseRest(limit: LimitAnswer): Response {
  const headers = { "cache-control": "no-store" };
  return problemResponse(new Refusal("limit_reached", limitSentence(limit), { headers }), {
    appUrl: appDeps().auth.appUrl,
    requestId: currentScope()?.request?.requestId ?? "",
  });
}
