import type * as z from "zod";
import { AppError, type AppErrorCode } from "#server/runtime/app-error.ts";
import { limitBody } from "#server/runtime/limit-body.ts";
import type { Logger } from "#server/runtime/log.ts";
import { clientAddress } from "./client-address.ts";
import type { AuthRequest, SessionDeps } from "./open-session.ts";
import { findForgery } from "./same-origin.ts";

const MOST_BYTES = 64_000;
const BROKEN = "Signing in does not work right now. Try again in a minute.";

/** The session's cookies, and where to go; null where the page that asked knows. */
export type SignInAnswer = { cookies: string[]; next: string | null };

/** A route that ends in a session. Whatever goes wrong is a sentence, as `{ error }`. */
export async function answerSignIn<Schema extends z.ZodType>(
  deps: SessionDeps & { log: Logger },
  asked: { request: Request; schema: Schema },
  signIn: (request: AuthRequest, input: z.output<Schema>) => Promise<SignInAnswer>,
): Promise<Response> {
  const { request, schema } = asked;
  try {
    const forgery = findForgery(request, deps.auth.appUrl);
    if (forgery !== null) throw new AppError("forbidden", forgery);
    const input = schema.safeParse(await readJson(request));
    if (!input.success) throw new AppError("invalid", "Something in the input is not right.");
    const address = clientAddress(request.headers, deps.auth.trustProxy);
    const { cookies, next } = await signIn({ headers: request.headers, address }, input.data);
    return answer(200, { ok: true, next }, cookies);
  } catch (error) {
    if (error instanceof AppError) return answer(STATUS[error.code] ?? 400, { error: error.message });
    deps.log.error({ err: error }, "sign-in failed");
    return answer(503, { error: BROKEN });
  }
}

const STATUS: Partial<Record<AppErrorCode, number>> = {
  forbidden: 403,
  unauthenticated: 401,
  limit_reached: 429,
  unavailable: 503,
};

async function readJson(request: Request): Promise<unknown> {
  const limited = await limitBody(request, MOST_BYTES);
  if (limited instanceof Response) return null;
  try {
    return JSON.parse(await limited.text());
  } catch {
    // The schema refuses it, as anything else that is not right.
    return null;
  }
}

function answer(status: number, body: object, cookies: readonly string[] = []): Response {
  const response = Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
