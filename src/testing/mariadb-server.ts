import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#scripts/launcher/free-port.ts";

export type MariadbServer = { port: number; stop(): Promise<void> };
type Identity = { cert: string; key: string };

/** A private MariaDB with a folder of its own; `statements` run as it starts. Throws where the program is missing. */
export async function startMariadbServer(statements: string[], identity: Identity): Promise<MariadbServer> {
  const folder = await mkdtemp(join(tmpdir(), "uptick-mariadb-"));
  const data = join(folder, "data");
  const user = userInfo().username;
  const installed = spawnSync(
    "mariadb-install-db",
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--user=${user}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ],
    { encoding: "utf8" },
  );
  if (installed.status !== 0) {
    throw new Error(
      `no MariaDB: ${installed.error?.message ?? installed.stderr}. Install mariadb-server-core.`,
    );
  }
  const init = join(folder, "init.sql");
  await writeFile(init, `${statements.join(";\n")};\n`);
  await writeFile(join(folder, "cert.pem"), identity.cert);
  await writeFile(join(folder, "key.pem"), identity.key);
  const port = await findFreePort(33_060 + (process.pid % 1000));
  const child = spawn(
    "mariadbd",
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--user=${user}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      `--socket=${join(folder, "mariadb.sock")}`,
      `--init-file=${init}`,
      `--ssl-cert=${join(folder, "cert.pem")}`,
      `--ssl-key=${join(folder, "key.pem")}`,
      "--innodb-buffer-pool-size=8M",
      "--innodb-flush-log-at-trx-commit=0",
      "--skip-log-bin",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  await untilReady(child);
  return {
    port,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  let log = "";
  await new Promise<void>((done, fail) => {
    child.once("error", fail);
    child.once("exit", () => fail(new Error(`MariaDB has ended:\n${log.slice(-2000)}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("ready for connections")) done();
    });
  });
}
