import type { LimitAnswer } from "#domain/limits/limit-answer.ts";
import { limitSentence } from "#server/runtime/request/refuse-by-problem.ts";
import { BUSY_SENTENCE } from "#server/runtime/request/shed-load.ts";

/** Of JSON-RPC 2.0 in tRPC. */
const CODES = { TOO_MANY_REQUESTS: -32_029, SERVICE_UNAVAILABLE: -32_603 } as const;

/** An answer that tRPC's client understands, for one call and for a batch alike. */
export function refuseByTrpc(limit: LimitAnswer): Response {
  const retryAfterSec = Math.max(1, Math.ceil(limit.waitMs / 1000));
  const appCode = "limit_reached";
  return refusal("TOO_MANY_REQUESTS", { message: limitSentence(limit), status: 429, appCode, retryAfterSec });
}

export function refuseBusyByTrpc(retryAfterSec: number): Response {
  const appCode = "unavailable";
  return refusal("SERVICE_UNAVAILABLE", { message: BUSY_SENTENCE, status: 503, appCode, retryAfterSec });
}

function refusal(
  code: keyof typeof CODES,
  { message, status, ...more }: { message: string; status: number; appCode: string; retryAfterSec: number },
): Response {
  const data = { code, httpStatus: status, zod: null, requestId: null, ...more };
  const headers = { "cache-control": "no-store", "retry-after": String(more.retryAfterSec) };
  return Response.json({ error: { json: { message, code: CODES[code], data } } }, { status, headers });
}
