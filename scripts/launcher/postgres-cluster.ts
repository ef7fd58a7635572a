import { execFile } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ChildSpec } from "./child-spec.ts";
import { LaunchError } from "./launch-error.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { choosePostgresUser, type PostgresUser } from "./postgres-user.ts";
import { commandLineOf, findProcess, type ProcessIdentity } from "./process-identity.ts";

const run = promisify(execFile);

export interface Cluster {
  folder: string;
  port: number;
  password: string;
  binaries: PostgresBinaries;
  user: PostgresUser;
}

/** Makes the data folder when it is new. */
export async function prepareCluster(
  options: Pick<Cluster, "folder" | "port" | "password">,
): Promise<Cluster> {
  const binaries = await findPostgresBinaries();
  if (!existsSync(join(options.folder, "PG_VERSION"))) await initCluster(binaries, options);
  return { ...options, binaries, user: choosePostgresUser(options.folder, binaries.postgres) };
}

export function clusterUrl({ port, password }: Pick<Cluster, "port" | "password">, database: string): string {
  return `postgresql://uptick:${password}@127.0.0.1:${port}/${database}`;
}

/** The server's command line, with settings for one small machine. */
export function clusterSpec(cluster: Cluster, settings: Record<string, string> = {}): ChildSpec {
  const all = { ...defaultSettings(cluster), ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command = "", ...args] = [
    ...cluster.user.prefix,
    cluster.binaries.postgres,
    "-D",
    cluster.folder,
    ...flags,
  ];
  return {
    name: "postgres",
    command,
    args,
    ids: cluster.user.ids,
    cwd: cluster.folder,
    env: { LC_ALL: "C", PATH: process.env.PATH ?? "" },
    parentWatch: "shell",
    // SIGINT is Postgres' "fast shutdown": open sessions are ended, nothing is lost.
    stopSignal: "SIGINT",
    stopTimeoutMs: 20_000,
    // "Immediate shutdown": the next start recovers from the log, and no session process is left behind.
    killSignal: "SIGQUIT",
  };
}

/** A server that an earlier launcher left running on this folder, or null. */
export function findOrphanPostgres(folder: string): ProcessIdentity | null {
  const path = join(folder, "postmaster.pid");
  if (!existsSync(path)) return null;
  const pid = Number(readFileSync(path, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !commandLineOf(pid).includes(folder)) return null;
  return findProcess(pid);
}

function defaultSettings({ port }: Cluster): Record<string, string> {
  return {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: "128MB",
    work_mem: "8MB",
    maintenance_work_mem: "64MB",
    max_wal_size: "2GB",
    checkpoint_completion_target: "0.9",
    checkpoint_timeout: "15min",
    wal_compression: "on",
    synchronous_commit: "on",
    jit: "off",
    random_page_cost: "1.1",
    autovacuum_naptime: "20s",
    log_checkpoints: "off",
    timezone: "UTC",
  };
}

/** Done beside the final folder and renamed, so that a killed first start leaves nothing half made. */
async function initCluster(
  binaries: PostgresBinaries,
  { folder, password }: Pick<Cluster, "folder" | "password">,
): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const user = choosePostgresUser(draft, binaries.postgres);
  const passwordFile = join(tmpdir(), `uptick-pg-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.ids) chownSync(passwordFile, user.ids.uid, user.ids.gid);
  const [command = "", ...args] = [
    ...user.prefix,
    binaries.initdb,
    `--pgdata=${draft}`,
    "--username=uptick",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
    `--pwfile=${passwordFile}`,
  ];
  try {
    await run(command, args, { env: { ...process.env, LC_ALL: "C" }, ...user.ids });
  } catch (error) {
    const reason = error instanceof Error ? lastLine(error.message) : String(error);
    throw new LaunchError(`Postgres could not make its data folder ${folder}: ${reason}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? text;
}
