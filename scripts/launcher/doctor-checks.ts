import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isBuilt } from "./build-app.ts";
import { checkDatabase } from "./check-database.ts";
import { checkRedis, checkUpstash } from "./check-stream.ts";
import { chooseStream, findOnPath } from "./choose-stream.ts";
import { decideLock } from "./data-lock.ts";
import type { EnvSource } from "./env-file.ts";
import { findPortProblem } from "./free-port.ts";
import type { LaunchSettings } from "./launch-settings.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { isRunning } from "./process-identity.ts";

export interface Finding {
  name: string;
  state: "ok" | "warn" | "fail";
  text: string;
}
type Check = () => Promise<Omit<Finding, "name">>;
interface Machine {
  root: string;
  source: EnvSource;
  settings: LaunchSettings;
}

/** In the order of the printed table. */
export function listChecks(machine: Machine): [name: string, check: Check][] {
  const { root, settings } = machine;
  const node = `${process.versions.node} on ${process.platform}-${process.arch}`;
  const packages = join(root, "node_modules/.package-lock.json");
  const client = join(root, "src/generated/prisma/client.ts");
  return [
    ["Node", async () => ok(node)],
    ["Packages", async () => checkFile(packages, "npm ci")],
    ["Prisma client", async () => checkFile(client, "node scripts/prisma-generate.mjs")],
    [
      "App build",
      async () =>
        ok(
          isBuilt({ root })
            ? "up to date"
            : "not made yet; the next start makes it, which takes a minute or two",
        ),
    ],
    ["Data folder", () => checkFolder(machine)],
    ["Disk space", () => checkDisk(machine)],
    [`Port ${settings.port}`, () => checkPort(machine)],
    ["Postgres", () => checkPostgres(machine)],
    ["Job stream", () => checkJobStream(machine)],
    ["Browser", () => checkBrowser(machine.source)],
  ];
}

function ok(text: string): Omit<Finding, "name"> {
  return { state: "ok", text };
}

function checkFile(path: string, command: string): Omit<Finding, "name"> {
  return existsSync(path) ? ok("installed") : { state: "fail", text: `missing; run: ${command}` };
}

async function checkFolder({ settings }: Machine): Promise<Omit<Finding, "name">> {
  const folder = settings.dataFolder;
  const existing = nearestExisting(folder);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    return { state: "fail", text: `${existing} cannot be written; set UPTICK_DATA to another folder` };
  }
  return ok(isInUse(folder) ? `${folder}, in use by a running launcher` : folder);
}

async function checkDisk({ settings }: Machine): Promise<Omit<Finding, "name">> {
  const { bavail, bsize } = await statfs(nearestExisting(settings.dataFolder));
  const gigabytes = (bavail * bsize) / 1e9;
  const text = `${gigabytes.toFixed(1)} GB free`;
  if (gigabytes < 0.5) return { state: "fail", text: `${text}; make at least 0.5 GB free` };
  return gigabytes < 5 ? { state: "warn", text: `${text}; ticks of a month may need more` } : ok(text);
}

async function checkPort({ settings }: Machine): Promise<Omit<Finding, "name">> {
  const problem = await findPortProblem(settings.port, settings.host);
  if (problem === null) return ok("free");
  if (isInUse(settings.dataFolder)) return ok("used by the running launcher");
  const { port, host } = settings;
  if (problem !== "EADDRINUSE") {
    return { state: "fail", text: `cannot be used on ${host} (${problem}); set PORT or HOST` };
  }
  return {
    state: "fail",
    text: `taken by another program; stop that, or choose another port: PORT=${port + 1} npm run up`,
  };
}

async function checkPostgres({ source }: Machine): Promise<Omit<Finding, "name">> {
  if (source.DATABASE_URL) {
    await checkDatabase(source.DATABASE_URL);
    return ok("DATABASE_URL answers");
  }
  await findPostgresBinaries();
  return ok("private Postgres 18, kept in the data folder");
}

async function checkJobStream({ source }: Machine): Promise<Omit<Finding, "name">> {
  const choice = chooseStream(source, findOnPath);
  if (choice.kind === "upstash") {
    await checkUpstash(choice);
    return ok("Upstash takes the token");
  }
  if (choice.kind === "redis") {
    await checkRedis(choice.url);
    return ok("REDIS_URL answers");
  }
  if (choice.kind === "private") return ok(`private ${choice.binary}, kept in the data folder`);
  if (choice.why === "asked") return ok("in memory, as UPTICK_STREAM asks");
  return {
    state: "warn",
    text: "in memory, because no redis-server was found; that works, but checks pause for some seconds when it restarts. Better: apt-get install redis-server",
  };
}

async function checkBrowser(source: EnvSource): Promise<Omit<Finding, "name">> {
  const named = source.CHROMIUM_PATH ?? "/usr/bin/chromium";
  if (existsSync(named)) return ok(named);
  const { chromium } = await import("playwright");
  if (existsSync(chromium.executablePath())) return ok("Playwright's own Chromium");
  return {
    state: "warn",
    text: "none; only npm test needs one: apt-get install chromium, or npx playwright install chromium",
  };
}

export function isInUse(folder: string): boolean {
  const path = join(folder, "launcher.lock");
  const content = existsSync(path) ? readFileSync(path, "utf8") : null;
  return decideLock(content, isRunning).kind === "refuse";
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}
