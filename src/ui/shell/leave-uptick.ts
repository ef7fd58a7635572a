import { endSession } from "#ui/auth/end-session.ts";
import { forgetRecent } from "./recent-places.ts";

/** Signs out, and leaves nothing of the account in this browser. */
export async function leaveUptick(failure: string): Promise<void> {
  forgetRecent();
  await endSession(failure);
}
