import { toast } from "#ui/theme/toast.ts";

/** Says `failure` where the server does not answer. A whole page load, so that nothing of the account stays in memory. */
export async function endSession(failure: string): Promise<void> {
  try {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
  } catch {
    toast.error(failure);
    return;
  }
  window.location.assign("/sign-in");
}
