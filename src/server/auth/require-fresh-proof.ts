import { AppError } from "#server/runtime/app-error.ts";
import type { Identity } from "./actor.ts";

const FRESH_MS = 15 * 60_000;

/** Before what is dangerous: this browser must have proven lately who sits at it. The page then asks, and tries again. */
export function requireFreshProof(identity: Pick<Identity, "provenAt">, at: Date): void {
  if (at.getTime() - identity.provenAt.getTime() <= FRESH_MS) return;
  throw new AppError("proof_needed", "Confirm that it is you, then try again.");
}
