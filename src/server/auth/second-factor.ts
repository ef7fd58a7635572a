import * as z from "zod";
import { ONE_TIME_TOKEN_MS } from "#contracts/one-time-token.ts";
import { SignInMethod } from "#contracts/sign-in.ts";
import type { Tx } from "#server/store/prisma.ts";
import { hasSecondFactor } from "#server/store/sign-in-store.ts";
import { consumeOneTimeToken, findOneTimeToken, issueOneTimeToken } from "./one-time-token.ts";
import type { SessionDeps } from "./open-session.ts";
import { serializeCookie } from "./serialize-cookie.ts";
import { readCookie } from "./session-cookie.ts";

/** Where the second factor is asked for. */
export const SECOND_FACTOR_PATH = "/sign-in/second-factor";

/** A sign-in whose first factor was right. */
export type PendingSignIn = { userId: string; method: SignInMethod; next: string };

const PendingData = z.object({ method: SignInMethod, next: z.string() });

/** True with a confirmed TOTP secret or a passkey. */
export function needsSecondFactor(db: Tx, userId: string): Promise<boolean> {
  return hasSecondFactor(db, userId);
}

/** The Set-Cookie header of a sign-in that waits for its second factor. `next` is a path of ours. */
export async function startSecondFactor(deps: SessionDeps, pending: PendingSignIn): Promise<string> {
  const { userId, method, next } = pending;
  const token = await issueOneTimeToken(deps, { kind: "second_factor", userId, data: { method, next } });
  return serializeCookie(secondFactorCookie(deps.auth.appUrl), token);
}

/** Looks without ending it: a wrong code leaves the sign-in waiting. Null when there is none. */
export async function findPendingSignIn(deps: SessionDeps, headers: Headers): Promise<PendingSignIn | null> {
  return pendingOf(await findOneTimeToken(deps, tokenIn(deps, headers)));
}

/**
 * Ends it once the second factor was right: of concurrent callers exactly one gets it, and only that one may open a
 * session. `cookie` is the Set-Cookie header that forgets it.
 */
export async function takePendingSignIn(
  deps: SessionDeps,
  headers: Headers,
): Promise<{ pending: PendingSignIn; cookie: string } | null> {
  const pending = pendingOf(await consumeOneTimeToken(deps, tokenIn(deps, headers)));
  if (pending === null) return null;
  const cookie = serializeCookie({ ...secondFactorCookie(deps.auth.appUrl), maxAgeSec: 0 }, "");
  return { pending, cookie };
}

function tokenIn(deps: SessionDeps, headers: Headers) {
  const token = readCookie(headers, secondFactorCookie(deps.auth.appUrl).name) ?? "";
  return { kind: "second_factor" as const, token };
}

function pendingOf(row: { userId: string | null; data: unknown } | null): PendingSignIn | null {
  const data = PendingData.safeParse(row?.data);
  return row?.userId && data.success ? { userId: row.userId, ...data.data } : null;
}

function secondFactorCookie(appUrl: string) {
  const secure = appUrl.startsWith("https:");
  return {
    name: secure ? "__Host-uptick-second-factor" : "uptick-second-factor",
    maxAgeSec: ONE_TIME_TOKEN_MS.second_factor / 1000,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}
