import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Runtime, readRuntime } from "#scripts/launcher/runtime-file.ts";
import { checkoutRoot } from "./bundle-entry.ts";
import { type Child, startChild } from "./child.ts";
import { findFreePorts } from "./find-free-ports.ts";
import { listKnown, listTree, type NamedRoot } from "./process-tree.ts";

export type ProductOptions = {
  dataFolder: string;
  regions: readonly string[];
  /** Given to the launcher, and by it to what it starts. */
  env?: Record<string, string>;
};

/** The whole product as a user starts it, from one command, in a data folder of its own. */
export type Product = {
  url: string;
  databaseUrl: string;
  redisUrl: string;
  cronSecret: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** kill -9 of everything at once, as a power cut would. */
  kill(): Promise<void>;
  /** What runs now, the launcher first. */
  processes(): NamedRoot[];
  /** kill -9 of one process; resolves with its pid when the launcher has started another in its place. */
  killOne(name: string): Promise<void>;
  /** The last lines of one process' log. */
  logTail(name: string): string;
};

/** A build of the app is part of the first start of a checkout. */
const READY_TIMEOUT_MS = 300_000;
const RESTART_TIMEOUT_MS = 30_000;
const LOG_CHARACTERS = 4_000;
/** What a developer has set for himself must not reach the installation under test; empty counts as unset. */
const NOT_INHERITED = [
  "DATABASE_URL",
  "REDIS_URL",
  "UPSTASH_REDIS_REST_URL",
  "UPSTASH_REDIS_REST_TOKEN",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "CRON_SECRET",
];

export async function startProduct(options: ProductOptions): Promise<Product> {
  const [port = 0] = await findFreePorts(1);
  let launcher = await launch({ ...options, port });
  let runtime = await waitUntilReady(launcher, options.dataFolder);
  const current = () => readRuntime(options.dataFolder) ?? runtime;
  const { redisUrl } = runtime;
  if (redisUrl === null) throw new Error("The rig needs redis-server: install it, or set REDIS_URL.");

  return {
    url: runtime.appUrl,
    databaseUrl: runtime.databaseUrl,
    redisUrl,
    cronSecret: readSecret(options.dataFolder, "cronSecret"),
    start: async () => {
      launcher = await launch({ ...options, port });
      runtime = await waitUntilReady(launcher, options.dataFolder);
    },
    stop: () => launcher.stop("SIGTERM"),
    kill: () => killTree(launcher),
    processes: () => listProcesses(current()),
    killOne: (name) => killOne(name, current),
    logTail: (name) =>
      readFileSync(join(options.dataFolder, "logs", `${name}.log`), "utf8").slice(-LOG_CHARACTERS),
  };
}

async function launch(options: ProductOptions & { port: number }): Promise<Child> {
  const root = checkoutRoot();
  return startChild({
    file: process.execPath,
    args: [join(root, "scripts/up.mjs")],
    cwd: root,
    env: {
      ...Object.fromEntries(NOT_INHERITED.map((name) => [name, ""])),
      PORT: String(options.port),
      HOST: "127.0.0.1",
      UPTICK_DATA: options.dataFolder,
      UPTICK_REGIONS: options.regions.join(","),
      LOG_LEVEL: "warn",
      ...options.env,
    },
  });
}

async function waitUntilReady(launcher: Child, dataFolder: string): Promise<Runtime> {
  const impatient = new AbortController();
  const ready = launcher.firstLine((line) => (/^Ready in /.test(line) ? "ready" : null));
  const late = sleep(READY_TIMEOUT_MS, "late", { signal: impatient.signal });
  const outcome = await Promise.race([ready, late]).finally(() => impatient.abort());
  const runtime = readRuntime(dataFolder);
  if (outcome === "ready" && runtime !== null) return runtime;
  await launcher.stop("SIGKILL");
  throw new Error(`The product did not start within ${READY_TIMEOUT_MS / 1000} s:\n${launcher.tail()}`);
}

function listProcesses(runtime: Runtime): NamedRoot[] {
  const started = Object.entries(runtime.processes).map(([name, { pid }]) => ({ name, pid }));
  return [{ name: "launcher", pid: runtime.pid }, ...started];
}

async function killOne(name: string, current: () => Runtime): Promise<void> {
  const pid = current().processes[name]?.pid;
  if (pid === undefined) throw new Error(`Nothing named ${name} runs.`);
  process.kill(pid, "SIGKILL");
  const giveUpAt = Date.now() + RESTART_TIMEOUT_MS;
  while (Date.now() < giveUpAt) {
    const now = current().processes[name]?.pid;
    if (now !== undefined && now !== pid) return;
    await sleep(20);
  }
  throw new Error(`${name} was not started again within ${RESTART_TIMEOUT_MS / 1000} s.`);
}

/** The tree is listed before the first kill: orphans are no longer descendants. */
async function killTree(launcher: Child): Promise<void> {
  const tree = listTree([launcher.pid]);
  for (const pid of tree) killIfAlive(pid);
  await launcher.stop("SIGKILL");
  // Postgres takes a process that is dead but not yet reaped for a running one, and would not start.
  while (listKnown(tree).length > 0) await sleep(20);
}

function killIfAlive(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return;
    throw error;
  }
}

function readSecret(dataFolder: string, name: string): string {
  const secrets: Record<string, unknown> = JSON.parse(readFileSync(join(dataFolder, "secrets.json"), "utf8"));
  const secret = secrets[name];
  if (typeof secret !== "string") throw new Error(`secrets.json has no ${name}.`);
  return secret;
}
