import { signOut } from "next-auth/react";
import { toast } from "sonner";

/** A whole page load, so that nothing of the account stays in memory. */
export async function endSession(): Promise<void> {
  try {
    await signOut({ redirect: false });
  } catch {
    toast.error("You are still signed in: the server did not answer. Try again.");
    return;
  }
  window.location.assign("/sign-in");
}
