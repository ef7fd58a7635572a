import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./data-lock.ts";

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uptick-refusal-"));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm run up` until it ends by itself. */
async function up(env: Record<string, string>, cwd = process.cwd()) {
  const child = spawn(process.execPath, ["scripts/up.mjs"], {
    cwd,
    env: { ...process.env, UPTICK_DATA: folder, PORT: String(await closedPort()), HOST: "127.0.0.1", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stderr };
}

async function listen(status: number): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status).end("{}"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function closedPort(): Promise<number> {
  const port = await listen(200);
  const server = servers.pop();
  await new Promise((resolve) => server?.close(resolve));
  return port;
}

function expectOneLine({ code, stderr }: { code: number | null; stderr: string }, says: RegExp): void {
  expect(stderr).toMatch(says);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(1);
  expect(existsSync(join(folder, "runtime.json"))).toBe(false);
}

test("a second launcher on the same folder names the first", async () => {
  const lock = await lockFolder(folder);
  const result = await up({});
  lock.release();
  expectOneLine(result, new RegExp(`^uptick: Another launcher \\(process ${process.pid}\\) works in `));
});

test("a port that is taken is named with another to try", async () => {
  const port = await listen(200);
  expectOneLine(
    await up({ PORT: String(port) }),
    new RegExp(`Port ${port} is taken.*PORT=${port + 1} npm run up`),
  );
});

test("a database where nothing listens is named with the reason and without its password", async () => {
  const result = await up({ DATABASE_URL: `postgresql://me:hidden@127.0.0.1:${await closedPort()}/uptick` });
  expectOneLine(
    result,
    /The database at postgresql:\/\/me@127\.0\.0\.1:\d+\/uptick cannot be used: nothing listens there/,
  );
  expect(result.stderr).not.toContain("hidden");
});

test("a database that refuses the password and one that does not exist are told apart", async () => {
  const admin = new URL(process.env.UPTICK_TEST_PG_URL ?? "");
  const missing = new URL(admin);
  missing.pathname = "/no_such_database";
  expectOneLine(await up({ DATABASE_URL: missing.href }), /the database does not exist/);
  admin.password = "wrong";
  expectOneLine(await up({ DATABASE_URL: admin.href }), /the password is wrong/);
});

test("secrets that are too short are named", async () => {
  expectOneLine(await up({ NEXTAUTH_SECRET: "short" }), /NEXTAUTH_SECRET is wrong/);
  expectOneLine(await up({ CRON_SECRET: "short" }), /CRON_SECRET is wrong/);
});

test("an Upstash token that is refused is named, and is not shown", async () => {
  const url = `http://127.0.0.1:${await listen(401)}`;
  const result = await up({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: "secret-token" });
  expectOneLine(result, /refuses UPSTASH_REDIS_REST_TOKEN/);
  expect(result.stderr).not.toContain("secret-token");
});

test("a REDIS_URL where nothing listens is named with the reason", async () => {
  const result = await up({ REDIS_URL: `redis://127.0.0.1:${await closedPort()}` });
  expectOneLine(result, /REDIS_URL \(127\.0\.0\.1:\d+\) cannot be used: .*ECONNREFUSED/);
});

test("packages that cannot be fetched are one line that names the registry", async () => {
  for (const file of ["package.json", "package-lock.json", "scripts/up.mjs", "scripts/install.mjs"]) {
    cpSync(file, join(folder, file));
  }
  const registry = `http://127.0.0.1:${await closedPort()}`;
  const env = {
    npm_config_registry: registry,
    npm_config_cache: join(folder, "cache"),
    npm_config_audit: "false",
  };
  const { code, stderr } = await up(env, folder);
  expect(stderr).toMatch(/^uptick: The packages are not installed and .* cannot be reached \(ECONNREFUSED\)/);
  expect(stderr).toContain(registry);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(code).toBe(1);
});

test("an option that npm has taken for itself is not a plain start", async () => {
  const { code, stderr } = await up({ npm_config_doctor: "true" });
  expect([code, stderr.trim()]).toEqual([
    2,
    "uptick: npm took --doctor for itself. Put -- before it: npm run up -- --doctor",
  ]);
});

test("an unknown option ends with a hint", async () => {
  const child = spawn(process.execPath, ["scripts/up.mjs", "--demmo"], { stdio: "ignore" });
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(2);
});
