import * as z from "zod";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { findMailUser, verifyEmail } from "#server/store/sign-up-store.ts";
import type { SignInAnswer } from "./answer-sign-in.ts";
import { consumeOneTimeToken, voidOneTimeTokens } from "./one-time-token.ts";
import { type AuthRequest, openSession, type SessionDeps } from "./open-session.ts";
import { safeNext } from "./safe-next.ts";
import { needsSecondFactor, SECOND_FACTOR_PATH, startSecondFactor } from "./second-factor.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { maySignUp, signUp } from "./sign-up.ts";

type LinkDeps = SessionDeps & { signIn: SignInSettings };

const LINK_OVER =
  "This link is no longer good: it was used, or it is older than 15 minutes. Ask for a new one.";
const Data = z.object({ next: z.string() });

/** Uses the link up. Whoever reads the mails of an address is its owner; a second factor is asked for as ever. */
export async function takeSignInLink(
  deps: LinkDeps,
  request: AuthRequest,
  token: string,
): Promise<SignInAnswer> {
  if (!deps.signIn.mailLinks) throw new AppError("unavailable", "Sign-in links are switched off.");
  const { userId, next } = await deps.db.$transaction((tx) =>
    admit({ ...deps, db: tx }, { token, address: request.address }),
  );
  if (await needsSecondFactor(deps.db, userId)) {
    const cookie = await startSecondFactor(deps, { userId, method: "magic_link", next });
    return { cookies: [cookie], next: SECOND_FACTOR_PATH };
  }
  const { cookie } = await openSession(deps, request, { userId, method: "magic_link" });
  return { cookies: [cookie], next };
}

type AdmitDeps = Omit<LinkDeps, "db"> & { db: Tx };

async function admit(deps: AdmitDeps, use: { token: string; address: string }) {
  const { db } = deps;
  const at = deps.now();
  const row = await consumeOneTimeToken(deps, { kind: "magic_link", token: use.token });
  if (!row?.email) throw new AppError("not_found", LINK_OVER);
  const { email } = row;
  const user = await findMailUser(db, email);
  // Whoever has changed their address since is not reached by the old one, nor is whoever has taken it over.
  if (row.userId !== null && user?.id !== row.userId) throw new AppError("not_found", LINK_OVER);

  const next = safeNext(Data.safeParse(row.data).data?.next, deps.auth.appUrl);
  await voidOneTimeTokens(deps, { kind: "magic_link", email });
  if (user !== null) {
    await verifyEmail(db, { userId: user.id, at });
    return { userId: user.id, next };
  }
  const newcomer = { email, name: null, method: "magic_link", address: use.address, at };
  const userId = (await maySignUp(deps, { email, at })) ? await signUp(db, newcomer) : null;
  if (userId === null) throw new AppError("not_found", LINK_OVER);
  return { userId, next };
}
