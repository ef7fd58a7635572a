import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RedisServer, startRedisServer } from "#testing/redis-server.ts";
import { bundleEntry } from "#testing/rig/bundle-entry.ts";
import { createUpstashStream } from "#transport/upstash-stream.ts";

const token = "a-token-for-tests-only";
let program: string;
let redis: RedisServer;
const children: ChildProcess[] = [];

beforeAll(async () => {
  program = await bundleEntry("scripts/bridge/main.ts");
  redis = await startRedisServer();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});
afterAll(() => redis.stop());

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, REDIS_URL: "", BRIDGE_PORT: "", BRIDGE_TOKEN: token, ...env },
    stdio: "pipe",
  });
  children.push(child);
  return child;
}

async function ready(child: ReturnType<typeof start>): Promise<{ url: string; engine: string }> {
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line);
    if (said.event === "ready") return said;
  }
  throw new Error("The bridge ended before it was ready.");
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "serves the memory engine and ends cleanly on %s",
  async (signal) => {
    const child = start({});
    const { url, engine } = await ready(child);
    expect(engine).toBe("memory");
    const stream = createUpstashStream({ url, token });
    await stream.setValue("a", "1");
    expect(await stream.getValue("a")).toBe("1");

    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
  },
);

test("leaves Ctrl-C to its parent and ends when that closes stdin", async () => {
  const child = start({ UPTICK_PARENT: "1" });
  const { url } = await ready(child);
  child.kill("SIGINT");
  expect(await createUpstashStream({ url, token }).length("checks:a")).toBe(0);
  child.stdin.end();
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("a port that is taken is one clear line and exit code 1", async () => {
  const first = start({});
  const { url } = await ready(first);
  const port = new URL(url).port;
  const second = start({ BRIDGE_PORT: port });
  const [said, [code]] = await Promise.all([text(second.stderr), once(second, "exit")]);
  expect(said).toBe(`bridge: port ${port} is taken. Stop what listens there or set BRIDGE_PORT.\n`);
  expect(code).toBe(1);
});

test("a missing token is named", async () => {
  const child = start({ BRIDGE_TOKEN: "" });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(said).toContain("BRIDGE_TOKEN is not set");
  expect(code).toBe(1);
});

test("answers at once while Redis is dead, and goes on with the same data when it is back", async () => {
  const { url } = await ready(start({ REDIS_URL: redis.url }));
  const patient = createUpstashStream({ url, token });
  const hasty = createUpstashStream({ url, token, deadlineMs: 0 });
  await patient.setValue("kept", "yes");

  await redis.kill();
  const askedAt = performance.now();
  await expect(hasty.getValue("kept")).rejects.toMatchObject({ name: "StreamError", kind: "unavailable" });
  expect(performance.now() - askedAt).toBeLessThan(1000);
  expect((await fetch(`${url}/health`)).status).toBe(503);

  await redis.start();
  await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 10_000 }).toBe(200);
  expect(await hasty.getValue("kept")).toBe("yes");
});

test("a Redis that hangs is given up before its clients are", async () => {
  const { url } = await ready(start({ REDIS_URL: redis.url }));
  const stream = createUpstashStream({ url, token, fetchTimeoutMs: 10_000, deadlineMs: 0 });
  await expect.poll(async () => (await fetch(`${url}/health`)).status).toBe(200);
  process.kill(redis.pid(), "SIGSTOP");
  try {
    await expect(stream.length("checks:a")).rejects.toThrow("UNAVAILABLE Redis did not answer");
  } finally {
    process.kill(redis.pid(), "SIGCONT");
  }
  await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 10_000 }).toBe(200);
});
