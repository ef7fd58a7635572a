import type { AuthSettings } from "#server/auth/current-actor.ts";
import { readDigestToken } from "#server/runtime/digest-link.ts";

export function isDigestToken(deps: { auth: AuthSettings }, token: string): boolean {
  return readDigestToken(deps.auth.secret, token) !== null;
}
