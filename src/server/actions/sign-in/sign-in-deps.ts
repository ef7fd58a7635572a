import { requireAllowed } from "#server/auth/require-allowed.ts";
import type { SignInSettings } from "#server/auth/sign-in-settings.ts";
import { type Attempt, countTry } from "#server/auth/throttle.ts";
import type { SystemMailDeps } from "#server/runtime/system-mail.ts";
import type { Db } from "#server/store/prisma.ts";

/** What somebody without a session can set off. */
export type SignInDeps = SystemMailDeps & {
  db: Db;
  signIn: SignInSettings;
  now: () => Date;
  later: (work: () => Promise<void>) => void;
};

/** Who asks, before anybody knows who it is. */
export type Stranger = { address: string; userAgent: string | null };

export async function limitTries(deps: SignInDeps, attempt: Attempt): Promise<void> {
  requireAllowed(await countTry(deps.db, attempt));
}

/** After the answer, so that neither its words nor its time tell whether there is an account. */
export function afterAnswer(deps: SignInDeps, what: string, work: () => Promise<void>): void {
  deps.later(() =>
    work().catch((error: unknown) => {
      deps.log.error({ err: error }, `${what} failed`);
    }),
  );
}
