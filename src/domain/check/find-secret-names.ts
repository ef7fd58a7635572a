import type { Check } from "#contracts/check.ts";
import { SECRET_REFERENCE } from "#contracts/checks/check-fields.ts";

/** The names of the secrets that a check refers to, each once. */
export function findSecretNames(check: Check): string[] {
  const text = JSON.stringify(check);
  return [...new Set([...text.matchAll(SECRET_REFERENCE)].map(([, name = ""]) => name))];
}
