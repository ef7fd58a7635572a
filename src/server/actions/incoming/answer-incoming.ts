import { clientAddress } from "#server/auth/client-address.ts";
import { AppError, type AppErrorCode } from "#server/runtime/app-error.ts";
import { limitBody } from "#server/runtime/limit-body.ts";
import { type IncomingDeps, receiveCall } from "./receive-call.ts";

type AnswerDeps = IncomingDeps & { auth: { trustProxy: boolean } };

/** Alertmanager's batches are the largest. */
const MOST_BODY_BYTES = 1024 * 1024;

const STATUS = {
  not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  proof_needed: 412,
  conflict: 409,
  invalid: 400,
  limit_reached: 429,
  unavailable: 503,
} as const satisfies Record<AppErrorCode, number>;

/** Without a session: the token in the address is the right to call it. 5xx and 429 are for calling again. */
export async function answerIncoming(
  deps: AnswerDeps,
  { request, token }: { request: Request; token: string },
): Promise<Response> {
  const limited = await limitBody(request, MOST_BODY_BYTES);
  if (limited instanceof Response) return limited;
  try {
    const address = clientAddress(limited.headers, deps.auth.trustProxy);
    const text = await limited.text();
    const counts = await receiveCall(deps, { token, address, headers: limited.headers, text });
    return answer(200, { ok: true, ...counts });
  } catch (error) {
    if (error instanceof AppError) return answer(STATUS[error.code], { ok: false, error: error.message });
    deps.log.error({ err: error }, "An incoming hook failed.");
    return answer(503, { ok: false, error: "Uptick cannot answer right now. Try again in a moment." });
  }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
