import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

export type RedisServer = {
  url: string;
  port: number;
  pid(): number;
  /** A connection of the test's own, past the bridge. */
  client: Redis;
  /** Ends the process as a crash would; the append-only file stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A private redis-server or valkey-server with an append-only file in a folder of its own. */
export async function startRedisServer(): Promise<RedisServer> {
  const program = findProgram();
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "uptick-redis-"));
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, {
    protocol: 2,
    lazyConnect: true,
    retryStrategy: () => 20,
    disableClientInfo: true,
  });
  // The client reports every refused connection while the server is down on purpose; commands still fail loudly.
  client.on("error", () => undefined);
  let child = await run(program, port, folder);
  await client.ping();

  return {
    url,
    port,
    client,
    pid: () => child.pid ?? 0,
    kill: () => end(child, "SIGKILL"),
    start: async () => {
      child = await run(program, port, folder);
    },
    stop: async () => {
      client.disconnect();
      await end(child, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

function findProgram(): string {
  for (const name of ["redis-server", "valkey-server"]) {
    if (spawnSync(name, ["--version"]).status === 0) return name;
  }
  throw new Error(
    "Neither redis-server nor valkey-server is on the PATH. Install one, on Debian: apt-get install redis-server.",
  );
}

async function run(program: string, port: number, folder: string): Promise<ChildProcess> {
  const settings = { port, bind: "127.0.0.1", dir: folder, appendonly: "yes", save: '""' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output.push(chunk.toString());
      if (output.join("").includes("Ready to accept connections")) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${program} ended with ${code}:\n${output.join("")}`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
