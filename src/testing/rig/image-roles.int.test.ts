import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkoutRoot } from "./bundle-entry.ts";
import type { Child } from "./child.ts";
import { findFreePorts } from "./find-free-ports.ts";
import { type Image, openImage } from "./image-rig.ts";

/** Whoever stops a container waits ten seconds; all-in-one stops its parts one after the other and says so. */
const MOST_DRAIN_MS = 10_000;

let image: Image;

beforeAll(async () => {
  image = await openImage();
}, 420_000);

afterAll(async () => {
  await image?.remove();
}, 60_000);

describe("a role whose environment is not complete says everything that is wrong at once, and ends", () => {
  test.each([
    {
      role: "app",
      says: ["DATABASE_URL is not set", "NEXTAUTH_SECRET is not set", "UPSTASH_REDIS_REST_URL is not set"],
    },
    { role: "cron", says: ["UPTICK_APP_URL is not set", "CRON_SECRET is not set"] },
    { role: "probe", says: ["UPTICK_APP_URL is not set", "UPTICK_PROBE_TOKEN is not set"] },
    { role: "bridge", says: ["BRIDGE_TOKEN is not set"] },
    { role: "migrate", says: ["DATABASE_URL is not set"] },
  ])("$role", async ({ role, says }) => {
    const child = await image.start([role], {});
    expect(await child.exitCode()).toBe(1);
    for (const text of says) expect(child.tail()).toContain(text);
  });
});

test("a value that cannot be right is named with what it is for", async () => {
  const child = await image.start(["migrate"], { DATABASE_URL: "not an address" });
  expect(await child.exitCode()).toBe(1);
  expect(child.tail()).toMatch(/DATABASE_URL is wrong \(.*\)\. Postgres 15 or newer/);
});

test("a word that is neither a role nor a tool is answered with all that are", async () => {
  const child = await image.start(["web"], {});
  expect(await child.exitCode()).toBe(2);
  expect(child.tail()).toMatch(
    /There are: app, cron, probe, bridge, migrate, all-in-one, make-env, .*\bregion\b/,
  );
});

test("tools run as they do from a checkout", async () => {
  const child = await image.start(["region", "--help"], {});
  expect(await child.exitCode()).toBe(0);
  expect(child.tail()).toContain("rotate <code>");
});

test("what the app reads by its path while it runs is in the image", () => {
  const root = checkoutRoot();
  const read = listSources(join(root, "src")).flatMap((file) => {
    const calls = readFileSync(file, "utf8").matchAll(/join\(process\.cwd\(\), ((?:"[^"]+",? ?)+)\)/g);
    return [...calls].map(([, parts = ""]) =>
      join(...[...parts.matchAll(/"([^"]+)"/g)].map(([, part = ""]) => part)),
    );
  });
  expect(read.length).toBeGreaterThan(1);
  expect(read.filter((path) => !existsSync(join(image.folder, path)))).toEqual([]);
  const fonts = readdirSync(join(image.folder, "node_modules/geist/dist/fonts/geist-sans"));
  expect(fonts).toEqual(expect.arrayContaining(["Geist-Regular.ttf", "Geist-SemiBold.ttf"]));
});

describe("all-in-one, by a user without rights who can write nothing but the data folder and /tmp", () => {
  let child: Child;
  let url: string;
  let data: string;

  beforeAll(async () => {
    const [port = 0] = await findFreePorts(1);
    url = `http://127.0.0.1:${port}`;
    data = join(await image.scratch(), "data");
    child = await image.start([], {
      PORT: `${port}`,
      HOST: "127.0.0.1",
      UPTICK_DATA: data,
      UPTICK_REGIONS: "here",
    });
    await child.firstLine((line) => (/^Ready in /.test(line) ? line : null));
  }, 120_000);

  test("is ready, with a page, its scripts, and the agent for private locations", async () => {
    expect(await (await fetch(`${url}/api/health/ready`)).json()).toMatchObject({ ok: true });
    const page = await (await fetch(`${url}/sign-in`)).text();
    const [script = ""] = /\/_next\/static\/[^"]+\.js/.exec(page) ?? [];
    expect((await fetch(`${url}${script}`)).status).toBe(200);
    expect((await fetch(`${url}/icon.svg`)).status).toBe(200);
    const agent = await (await fetch(`${url}/api/agent/uptick-agent.mjs`)).text();
    expect(agent).toMatch(/^#!\/usr\/bin\/env node/);
  });

  test("none of its processes belongs to root", () => {
    const users = execFileSync("ps", ["-e", "-o", "user=,args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(image.folder) && !line.includes("ps -e"))
      .map((line) => line.trim().split(/\s+/)[0]);
    expect(users.length).toBeGreaterThan(5);
    expect(process.getuid?.() === 0 ? users.filter((user) => user === "root") : []).toEqual([]);
  });

  test("writes nothing that it may not, and complains of nothing", () => {
    const logs = readdirSync(join(data, "logs")).map((name) =>
      readFileSync(join(data, "logs", name), "utf8"),
    );
    expect(logs.join("\n")).not.toMatch(/EROFS|EACCES|EPERM|ENOENT|Cannot find module/);
    expect(
      execFileSync("find", [image.folder, "-newer", join(data, "secrets.json")], { encoding: "utf8" }),
    ).toBe("");
  });

  test("ends by itself when it is asked to, with everything that it has started", async () => {
    const askedAt = performance.now();
    await child.stop("SIGTERM");
    expect(await child.exitCode()).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(2 * MOST_DRAIN_MS);
    expect(child.tail()).toContain("Stopped.");
    expect(execFileSync("ps", ["-e", "-o", "args="], { encoding: "utf8" })).not.toContain(
      `${image.folder}/server.js`,
    );
  });
});

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["generated", "testing"].includes(entry.name) ? [] : listSources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
