import { signOut } from "next-auth/react";
import { toast } from "sonner";

/** Says `failure` where the server does not answer. A whole page load, so that nothing of the account stays in memory. */
export async function endSession(failure: string): Promise<void> {
  try {
    await signOut({ redirect: false });
  } catch {
    toast.error(failure);
    return;
  }
  window.location.assign("/sign-in");
}
