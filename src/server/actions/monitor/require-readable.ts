import type { Check } from "#contracts/check.ts";
import { findUnreadable } from "#domain/check/find-unreadable.ts";
import { AppError } from "#server/runtime/app-error.ts";

/** Patterns and paths are read by the probe: one that cannot be read is refused where it was written. */
export function requireReadable(check: Check): void {
  const problems = findUnreadable(check);
  const [first] = problems;
  if (first === undefined) return;
  const fieldErrors = Object.fromEntries(problems.map(({ path, message }) => [`check.${path}`, [message]]));
  throw new AppError("invalid", first.message, { fieldErrors });
}
