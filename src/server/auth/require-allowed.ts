import { AppError } from "#server/runtime/app-error.ts";
import type { RateAnswer } from "#server/store/rate-limit-store.ts";
import { describeWait } from "./sign-in.ts";

/** Tries at what somebody might guess: too many of them are refused, with how long to wait. */
export function requireAllowed(answer: RateAnswer): void {
  if (answer.allowed) return;
  const retryAfterSec = Math.max(1, Math.ceil(answer.waitMs / 1000));
  throw new AppError("limit_reached", describeWait(answer.waitMs), { retryAfterSec });
}
