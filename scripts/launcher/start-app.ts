import { EnvSchema } from "#env";
import { respondsOk } from "./http-ready.ts";
import type { LaunchContext } from "./launch-context.ts";
import { appSpec, baseEnv, distSpec } from "./service-specs.ts";
import type { StartedStream } from "./start-stream.ts";

export interface Backing {
  databaseUrl: string;
  stream: StartedStream;
}

/** The app, and when it answers, the cron driver and one probe for each region. */
export async function startApp(context: LaunchContext, backing: Backing): Promise<void> {
  const { root, mode, settings, secrets, start } = context;
  const app = { name: "app", root, env: appEnv(context, backing) };
  const isReady = () => respondsOk(`${settings.localUrl}/api/health/live`);
  await start(appSpec(app, { port: settings.port, host: settings.host, mode }), isReady);

  const isStarted = () => Promise.resolve(true);
  const shared = { ...baseEnv(context.source), UPTICK_APP_URL: settings.localUrl };
  const cronSecret = context.source.CRON_SECRET ?? secrets.cronSecret;
  const cron = {
    name: "cron",
    root,
    env: { ...shared, ...backupEnv(context, backing), CRON_SECRET: cronSecret },
  };
  await start(distSpec(cron, "cron.mjs"), isStarted);
  for (const region of settings.regions) {
    const env = {
      ...shared,
      UPTICK_EGRESS_ALLOW: egressOf(context.source),
      UPTICK_PROBE_TOKEN: secrets.regionTokens[region] ?? "",
      UPTICK_INSTANCE: `${region}-a`,
      UPSTASH_REDIS_REST_URL: backing.stream.restUrl,
      UPSTASH_REDIS_REST_TOKEN: backing.stream.restToken,
    };
    await start(distSpec({ name: `probe-${region}`, root, env }, "probe.mjs"), isStarted);
  }
}

/** The cron driver makes the backups; without a place for them it has no business with the database. */
function backupEnv({ source, secrets }: LaunchContext, backing: Backing): Record<string, string> {
  if (!source.UPTICK_BACKUP_TO) return {};
  const names = Object.keys(EnvSchema.shape).filter((name) => /^UPTICK_(BACKUP|S3)_/.test(name));
  const given = names.flatMap((name) => (source[name] ? [[name, source[name]] as const] : []));
  return {
    UPTICK_ENCRYPTION_KEYS: source.UPTICK_ENCRYPTION_KEYS ?? secrets.encryptionKeys,
    ...Object.fromEntries(given),
    DATABASE_URL: backing.databaseUrl,
  };
}

/** Whoever starts this machine's own app and probes watches this machine's own network. */
function egressOf(source: LaunchContext["source"]): string {
  return source.UPTICK_EGRESS_ALLOW ?? "private";
}

function appEnv({ source, settings, secrets }: LaunchContext, backing: Backing): Record<string, string> {
  const given = Object.keys(EnvSchema.shape).flatMap((name) => {
    const value = source[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...baseEnv(source),
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    CRON_SECRET: secrets.cronSecret,
    UPTICK_SETUP_TOKEN: secrets.setupToken,
    UPTICK_ENCRYPTION_KEYS: secrets.encryptionKeys,
    ...Object.fromEntries(given),
    UPTICK_EGRESS_ALLOW: egressOf(source),
    NEXTAUTH_URL: settings.publicUrl,
    DATABASE_URL: backing.databaseUrl,
    UPSTASH_REDIS_REST_URL: backing.stream.restUrl,
    UPSTASH_REDIS_REST_TOKEN: backing.stream.restToken,
  };
}
