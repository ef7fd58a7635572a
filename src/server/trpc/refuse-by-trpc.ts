import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { limitSentence } from "#server/runtime/request/refuse-by-problem.ts";

/** Of JSON-RPC 2.0 in tRPC: TOO_MANY_REQUESTS. */
const CODE = -32_029;

/** An answer that tRPC's client understands, for one call and for a batch alike. */
export function refuseByTrpc(limit: LimitAnswer): Response {
  const retryAfterSec = Math.max(1, Math.ceil(limit.waitMs / 1000));
  const data = {
    code: "TOO_MANY_REQUESTS",
    httpStatus: 429,
    appCode: "limit_reached",
    zod: null,
    retryAfterSec,
  };
  const json = { message: limitSentence(limit), code: CODE, data };
  return Response.json({ error: { json } }, { status: 429, headers: { "cache-control": "no-store" } });
}
