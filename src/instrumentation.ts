/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { trustSocketAddress } = await import("#server/auth/trust-socket-address.ts");
  trustSocketAddress();
  const { warnOfSignInSettings } = await import("#server/auth/warn-of-sign-in-settings.ts");
  warnOfSignInSettings();
}
