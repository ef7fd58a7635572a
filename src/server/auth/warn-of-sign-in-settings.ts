import { env } from "#env";
import { log } from "#server/runtime/log.ts";
import { readSignInSettings } from "./sign-in-settings.ts";

/** At the start, where an operator looks after changing them. */
export function warnOfSignInSettings(): void {
  for (const warning of readSignInSettings(env()).warnings) log().warn(warning);
}
