/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { trustSocketAddress } = await import("#server/auth/trust-socket-address.ts");
  trustSocketAddress();
  const { warnOfSignInSettings } = await import("#server/auth/warn-of-sign-in-settings.ts");
  warnOfSignInSettings();
  const { startMetrics } = await import("#server/runtime/metrics/start-metrics.ts");
  startMetrics();
  const { startTracing } = await import("#server/runtime/request/start-tracing.ts");
  await startTracing();
  if (process.env.NODE_ENV !== "production" || process.env.VERCEL !== undefined) return;
  const { drainOnSignal } = await import("#server/runtime/drain.ts");
  const { env } = await import("#env");
  const { log } = await import("#server/runtime/log.ts");
  const { consoleToLog } = await import("#server/runtime/console-to-log.ts");
  consoleToLog(log());
  drainOnSignal({ lingerMs: env().UPTICK_LINGER_MS, say: (text) => log().info(text) });
}
