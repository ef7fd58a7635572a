import { join } from "node:path";
import { buildApp } from "./build-app.ts";
import { checkDatabase } from "./check-database.ts";
import { checkRedis, checkUpstash } from "./check-stream.ts";
import type { ChildSpec } from "./child-spec.ts";
import { chooseStream, findOnPath } from "./choose-stream.ts";
import { clearLeftovers } from "./clear-leftovers.ts";
import { type EnvSource, mergeEnv, readEnvFile } from "./env-file.ts";
import { findPortProblem } from "./free-port.ts";
import type { LaunchContext, LaunchMode } from "./launch-context.ts";
import { LaunchError } from "./launch-error.ts";
import type { LaunchSettings } from "./launch-settings.ts";
import { openLogFile } from "./log-file.ts";
import { hasUsers } from "./prepare-regions.ts";
import { findProcess } from "./process-identity.ts";
import { choosePorts } from "./remembered-ports.ts";
import { type Runtime, writeRuntime } from "./runtime-file.ts";
import { loadSecrets } from "./secrets.ts";
import type { ServiceSet } from "./service-set.ts";
import { baseEnv } from "./service-specs.ts";
import { startApp } from "./start-app.ts";
import { startDatabase } from "./start-database.ts";
import { startStream } from "./start-stream.ts";
import { supervise } from "./supervisor.ts";

export interface LaunchOptions {
  root: string;
  mode: LaunchMode;
  settings: LaunchSettings;
  source: EnvSource;
  services: ServiceSet;
  say: (line: string) => void;
  signal: AbortSignal;
}

/** The environment of this launcher, with the .env file below it. */
export function readSource(root: string): EnvSource {
  return mergeEnv(process.env, readEnvFile(join(root, ".env")));
}

/** Starts everything in a folder that this process has locked; resolves with the line to open in a browser. */
export async function launch(options: LaunchOptions): Promise<string> {
  const { settings, source, say } = options;
  await clearLeftovers(settings.dataFolder);
  await requirePort(settings);
  await checkGivenServices(source);
  const secrets = loadSecrets(settings.dataFolder, settings.regions);
  const ports = await choosePorts(settings.dataFolder);
  const runtime = trackRuntime(options);
  const start = createStart(options, runtime.update);
  const context: LaunchContext = { ...options, secrets, ports, start };

  const [databaseUrl, stream] = await Promise.all([
    startDatabase(context),
    startStream(context),
    options.mode === "up" ? buildApp({ ...options, env: baseEnv(source) }) : undefined,
  ]);
  options.signal.throwIfAborted();
  runtime.complete({
    databaseUrl,
    redisUrl: stream.redisUrl,
    redisRestUrl: stream.restUrl,
    redisRestToken: stream.restToken,
    stream: stream.kind,
  });
  say("Starting the app …");
  await startApp(context, { databaseUrl, stream });
  if (await hasUsers(databaseUrl)) return settings.publicUrl;
  const token = source.UPTICK_SETUP_TOKEN ?? secrets.setupToken;
  return `${settings.publicUrl}/setup?token=${encodeURIComponent(token)}  (creates your account)`;
}

/** What the user brings is tried before anything of ours is started. */
async function checkGivenServices(source: EnvSource): Promise<void> {
  if (source.DATABASE_URL) await checkDatabase(source.DATABASE_URL);
  const stream = chooseStream(source, findOnPath);
  if (stream.kind === "upstash") await checkUpstash(stream);
  if (stream.kind === "redis") await checkRedis(stream.url);
}

async function requirePort({ port, host }: LaunchSettings): Promise<void> {
  const problem = await findPortProblem(port, host);
  if (problem === null) return;
  if (problem === "EADDRINUSE") {
    throw new LaunchError(
      `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm run up`,
    );
  }
  throw new LaunchError(`Port ${port} on ${host} cannot be used (${problem}). Set PORT or HOST.`);
}

function createStart({ services, settings, say }: LaunchOptions, onChange: () => void) {
  const openLog = (name: string) => openLogFile(join(settings.dataFolder, "logs", `${name}.log`));
  const register = services.add.bind(services);
  return async (spec: ChildSpec, isReady: () => Promise<boolean>) => {
    await supervise({ openLog, say, register, onChange }, spec, { isReady, timeoutMs: 90_000 });
  };
}

type Backends = Pick<Runtime, "databaseUrl" | "redisUrl" | "redisRestUrl" | "redisRestToken" | "stream">;

/** Keeps runtime.json true: process ids from the first start on, addresses as soon as they are known. */
function trackRuntime({ services, settings, mode }: LaunchOptions) {
  let backends: Backends = {
    databaseUrl: "",
    redisUrl: null,
    redisRestUrl: "",
    redisRestToken: "",
    stream: "memory",
  };
  function update(): void {
    const processes = Object.entries(services.pids()).flatMap(([name, pid]) => {
      const identity = findProcess(pid);
      return identity === null ? [] : [[name, identity] as const];
    });
    writeRuntime(settings.dataFolder, {
      pid: process.pid,
      mode,
      appUrl: settings.localUrl,
      publicUrl: settings.publicUrl,
      ...backends,
      processes: Object.fromEntries(processes),
    });
  }
  return {
    update,
    complete: (known: Backends) => {
      backends = known;
      update();
    },
  };
}
