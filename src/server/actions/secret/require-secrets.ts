import type { Check } from "#contracts/check.ts";
import { findSecretNames } from "#domain/check/find-secret-names.ts";
import { AppError } from "#server/runtime/app-error.ts";
import type { Tx } from "#server/store/prisma.ts";
import { listSecretNames } from "#server/store/secret-store.ts";

/** A check may name only secrets that there are: it could not be run otherwise. */
export async function requireSecrets(
  tx: Tx,
  { workspaceId, check }: { workspaceId: string; check: Check },
): Promise<void> {
  const wanted = findSecretNames(check);
  if (wanted.length === 0) return;
  const present = new Set(await listSecretNames(tx, workspaceId));
  const missing = wanted.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  const message = `There is no secret ${missing.join(", ")}. Add it under Settings → Secrets first.`;
  throw new AppError("invalid", message, { field: "check" });
}
