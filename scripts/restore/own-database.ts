import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { LauncherEnvSchema, parseEnv } from "#env";
import { BackupError } from "#scripts/backup/backup-error.ts";
import { lockFolder } from "#scripts/launcher/data-lock.ts";
import { findFreePort } from "#scripts/launcher/free-port.ts";
import { LaunchError } from "#scripts/launcher/launch-error.ts";
import { openLogFile } from "#scripts/launcher/log-file.ts";
import { clusterSpec, clusterUrl, prepareCluster } from "#scripts/launcher/postgres-cluster.ts";
import { canConnect, runSql } from "#scripts/launcher/postgres-query.ts";
import { loadSecrets } from "#scripts/launcher/secrets.ts";
import { supervise } from "#scripts/launcher/supervisor.ts";

/** DATABASE_URL, or the launcher's own Postgres, which runs until `work` has ended. */
export async function withDatabase<Result>(
  source: Record<string, string | undefined>,
  work: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  if (source.DATABASE_URL) return work(source.DATABASE_URL);
  const folder = resolve(parseEnv(LauncherEnvSchema.pick({ UPTICK_DATA: true }), source).UPTICK_DATA);
  try {
    return await withCluster(folder, work);
  } catch (error) {
    if (error instanceof LaunchError) throw new BackupError("refused", error.message, { cause: error });
    throw error;
  }
}

async function withCluster<Result>(folder: string, work: (url: string) => Promise<Result>): Promise<Result> {
  const isNew = !existsSync(join(folder, "secrets.json"));
  const lock = await lockFolder(folder);
  try {
    const { postgresPassword: password } = loadSecrets(folder, []);
    const port = await findFreePort(54_700);
    const cluster = await prepareCluster({ folder: join(folder, "postgres"), port, password });
    const admin = clusterUrl(cluster, "postgres");
    const deps = {
      openLog: (name: string) => openLogFile(join(folder, "logs", `${name}.log`)),
      say: () => undefined,
      register: () => undefined,
      onChange: () => undefined,
    };
    const postgres = await supervise(deps, clusterSpec(cluster), {
      isReady: () => canConnect(admin),
      timeoutMs: 90_000,
    });
    try {
      const found = await runSql(admin, "SELECT 1 FROM pg_database WHERE datname = 'uptick'");
      if (found.length === 0) await runSql(admin, "CREATE DATABASE uptick");
      if (isNew) console.error(`${folder} is new: its secrets are, too. Put the old secrets.json there.`);
      return await work(clusterUrl(cluster, "uptick"));
    } finally {
      await postgres.stop();
    }
  } finally {
    lock.release();
  }
}
