import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EnvSchema, LauncherEnvSchema } from "#env";
import type { ChildSpec } from "./child-spec.ts";
import type { EnvSource } from "./env-file.ts";
import type { LaunchMode } from "./launch-context.ts";

/** The user's environment without our own variables: a probe has no business with the database. */
export function baseEnv(source: EnvSource): Record<string, string> {
  const ours = new Set([...Object.keys(EnvSchema.shape), ...Object.keys(LauncherEnvSchema.shape)]);
  ours.delete("LOG_LEVEL");
  // Several processes are started from it, and a port is one process' own.
  ours.add("UPTICK_METRICS_PORT");
  const entries = Object.entries(source).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !ours.has(entry[0]),
  );
  return { ...Object.fromEntries(entries), NODE_ENV: "production" };
}

export function redisSpec(options: {
  binary: string;
  folder: string;
  port: number;
  password: string;
}): ChildSpec {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const settings = {
    bind: "127.0.0.1",
    port: options.port,
    dir: JSON.stringify(options.folder),
    requirepass: options.password,
    appendonly: "yes",
    appendfsync: "everysec",
    save: '""',
    "maxmemory-policy": "noeviction",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  const file = join(options.folder, "redis.conf");
  // A file keeps the password out of the process list.
  writeFileSync(file, lines.join(""), { mode: 0o600 });
  return {
    name: "redis",
    command: options.binary,
    args: [file],
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C" },
    cwd: options.folder,
    parentWatch: "shell",
    stopSignal: "SIGTERM",
    stopTimeoutMs: 10_000,
  };
}

export interface NodeService {
  name: string;
  root: string;
  env: Record<string, string>;
}

/** One of our own programs in dist/. */
export function distSpec({ name, root, env }: NodeService, file: string): ChildSpec {
  return {
    name,
    command: process.execPath,
    args: ["--enable-source-maps", join(root, "dist", file)],
    cwd: root,
    env,
    parentWatch: "self",
    stopSignal: "SIGTERM",
    stopTimeoutMs: 15_000,
  };
}

export function appSpec(
  { name, root, env }: NodeService,
  options: { port: number; host: string; mode: LaunchMode },
): ChildSpec {
  const isDev = options.mode === "dev";
  const port = String(options.port);
  const next = join(root, "node_modules/next/dist/bin/next");
  const fromCheckout = [next, isDev ? "dev" : "start", "-p", port, "-H", options.host];
  return {
    name,
    command: process.execPath,
    args: options.mode === "image" ? [join(root, "server.js")] : fromCheckout,
    cwd: root,
    env: {
      ...env,
      // What the image's server goes by; the other one has it on its command line.
      PORT: port,
      HOSTNAME: options.host,
      NODE_ENV: isDev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    parentWatch: "shell",
    stopSignal: "SIGTERM",
    // The app ends by itself after 9.5 s at the latest.
    stopTimeoutMs: 10_000,
    isVerbose: isDev,
  };
}
