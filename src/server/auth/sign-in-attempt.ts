import { AsyncLocalStorage } from "node:async_hooks";
import type { SignInMethod, SignInProblem } from "#contracts/sign-in.ts";

/** What the callbacks of next-auth find out in one request, for the answer that is made of it. */
export type SignInAttempt = {
  /** Who has given a first factor that is enough; nobody else gets a session. */
  welcome: { userId: string; method: SignInMethod } | null;
  problem: SignInProblem | null;
  /** Set-Cookie headers beside next-auth's own. */
  cookies: string[];
};

export function newSignInAttempt(): SignInAttempt {
  return { welcome: null, problem: null, cookies: [] };
}

/** next-auth has one logger for the whole process: this says which request it speaks of. */
export const currentAttempt = new AsyncLocalStorage<SignInAttempt>();
