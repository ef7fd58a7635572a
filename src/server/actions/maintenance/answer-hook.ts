import { clientAddress } from "#server/auth/client-address.ts";
import { AppError, type AppErrorCode } from "#server/runtime/app-error.ts";
import type { ActionDeps } from "../caller.ts";
import { type HookCall, runHook } from "./run-hook.ts";

type Asked = { request: Request; token: string; verb: string };
type HookDeps = ActionDeps & { auth: { trustProxy: boolean } };

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

/** For a deploy, without a session: the token in the address is the right to call it. */
export async function answerHook(deps: HookDeps, asked: Asked): Promise<Response> {
  try {
    const { name, startsAt, endsAt } = await runHook(deps, readCall(deps, asked));
    return answer(200, { ok: true, name, startsAt: toIso(startsAt), endsAt: toIso(endsAt) });
  } catch (error) {
    if (error instanceof AppError) return answer(STATUS[error.code], { ok: false, error: error.message });
    deps.log.error({ err: error }, "A maintenance hook failed.");
    return answer(503, { ok: false, error: "Uptick cannot answer right now. Try again in a moment." });
  }
}

function readCall(deps: HookDeps, { request, token, verb }: Asked): HookCall {
  const address = clientAddress(request.headers, deps.auth.trustProxy);
  if (verb === "stop") return { verb, token, address };
  if (verb !== "start") throw new AppError("not_found", "The address ends in /start or /stop.");
  const text = new URL(request.url).searchParams.get("minutes");
  if (text === null) return { verb, token, address, minutes: null };
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (minutes < 1) throw new AppError("invalid", "minutes is a whole number from 1 on, such as ?minutes=15.");
  return { verb, token, address, minutes };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
