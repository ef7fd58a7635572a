import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type JobStream, type ProbeStream, StreamError } from "#contracts/stream.ts";
import { checksKey, PROBE_GROUP, resultsKey, urgentKey } from "#contracts/stream-keys.ts";
import { createRpcStream } from "#probes/platform/rpc-stream.ts";
import { issueToken, revokeTokens } from "#server/store/region-credential-store.ts";
import { aRegion } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { describeStreamContract } from "#testing/stream-contract.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { createProbeHandler } from "./probe-handler.ts";

const READER = { group: PROBE_GROUP, consumer: "a", count: 10 };
let ahead = 0;
const now = () => Date.now() + ahead;

type Stage = {
  database: TestDatabase;
  deps: TestDeps;
  redis: MemoryStream;
  url: string;
  /** The agent's stream of that region, which is made when it is not there. */
  agent: (code: string, options?: { waitMs?: number; signal?: AbortSignal }) => Promise<ProbeStream>;
  close: () => Promise<void>;
};

/** The real route over HTTP, with a region and a token for each code that is asked for. */
async function createStage(): Promise<Stage> {
  const database = await createTestDatabase();
  const redis = createMemoryStream(now);
  const deps = createTestDeps(database, redis, 0);
  deps.clock = now;
  deps.sleep = async (ms) => {
    await sleep(ms);
  };
  const handle = createProbeHandler(deps);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", async () => {
      const answer = await handle(
        new Request(`http://localhost${request.url}`, {
          method: "POST",
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks),
          signal: gone.signal,
        }),
      );
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
  });
  const url = await listen(server);
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = async (code: string) => {
    const id = await aRegion(database.db, code);
    return issueToken(database.pool, { id, code });
  };
  return {
    database,
    deps,
    redis,
    url,
    agent: async (code, { waitMs = 0, signal } = {}) => {
      const token = tokens.get(code) ?? tokenOf(code);
      tokens.set(code, token);
      return createRpcStream({ url, token: await token, waitMs, ...(signal && { signal }) });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await database.close();
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

describeStreamContract("an agent's stream through the app", async () => {
  const stage = await createStage();
  const at = (key: string) => stage.agent(key.split(":").at(-1) ?? "");
  // Giving jobs is the schedule's part, and looking at lengths the dashboard's: no agent can.
  const stream: JobStream = {
    ...stage.redis,
    ensureGroup: async (key, group) => (await at(key)).ensureGroup(key, group),
    readNew: async (keys, reader) => (await at(keys[0] ?? "")).readNew(keys, reader),
    readPending: async (key, reader) => (await at(key)).readPending(key, reader),
    claimIdle: async (key, reader) => (await at(key)).claimIdle(key, reader),
    deliveries: async (key, reader) => (await at(key)).deliveries(key, reader),
    acknowledge: async (key, group, ids) => (await at(key)).acknowledge(key, group, ids),
    getValue: async (key) =>
      key.startsWith("value:") ? (await stage.agent("values")).getValue(key) : stage.redis.getValue(key),
    setValue: async (key, value) => (await stage.agent("values")).setValue(key, value),
  };
  return {
    stream,
    flush: stage.redis.flush,
    passTime: async (ms) => {
      ahead += ms;
    },
    close: stage.close,
  };
});

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.redis.flush());

async function ready(
  code: string,
  options?: { waitMs?: number; signal?: AbortSignal },
): Promise<ProbeStream> {
  const agent = await stage.agent(code, options);
  for (const key of [urgentKey(code), checksKey(code)]) await agent.ensureGroup(key, PROBE_GROUP);
  return agent;
}

test("an urgent job arrives within a few looks while a read waits, before the scheduled ones", async () => {
  const agent = await ready("eu", { waitMs: 5_000 });
  const reading = agent.readNew([urgentKey("eu"), checksKey("eu")], READER);
  await sleep(300);
  const addedAt = performance.now();
  await stage.redis.add(checksKey("eu"), "later");
  await stage.redis.add(urgentKey("eu"), "now");
  const found = await reading;
  expect(performance.now() - addedAt).toBeLessThan(2_500);
  expect(found.map(({ stream }) => stream)[0]).toBe(urgentKey("eu"));
});

test("a read that waits in vain ends empty, at one Redis command a look", async () => {
  const agent = await ready("eu", { waitMs: 600 });
  let looks = 0;
  const { readNew } = stage.deps.stream;
  stage.deps.stream.readNew = (...asked) => {
    looks += 1;
    return readNew(...asked);
  };
  const startedAt = performance.now();
  expect(await agent.readNew([urgentKey("eu"), checksKey("eu")], READER)).toEqual([]);
  stage.deps.stream.readNew = readNew;
  expect(performance.now() - startedAt).toBeGreaterThan(400);
  expect(looks).toBeLessThanOrEqual(1 + 600 / 150);
});

test("whoever hangs up while waiting takes no entry with it", async () => {
  const hangUp = new AbortController();
  const agent = await ready("eu", { waitMs: 5_000, signal: hangUp.signal });
  const reading = agent.readNew([urgentKey("eu"), checksKey("eu")], READER);
  await sleep(200);
  hangUp.abort();
  await expect(reading).rejects.toBeInstanceOf(StreamError);
  await sleep(400);
  await stage.redis.add(urgentKey("eu"), "for the next one");
  await sleep(300);
  const other = await stage.agent("eu");
  expect(await other.readNew([urgentKey("eu")], { ...READER, consumer: "b" })).toHaveLength(1);
});

test("whatever key an agent names, it gets its own region's streams and values", async () => {
  const eu = await ready("eu");
  const us = await ready("us");
  await stage.redis.add(checksKey("us"), "of us");
  expect(await eu.readNew([urgentKey("us"), checksKey("us")], READER)).toEqual([]);
  expect(await us.readNew([urgentKey("us"), checksKey("us")], READER)).toHaveLength(1);
  expect(await eu.readPending(checksKey("us"), { ...READER, after: "0" })).toEqual([]);
  await eu.setValue("uptick:epoch", "mine");
  expect(await us.getValue("uptick:epoch")).toBeNull();
  expect(await stage.redis.getValue("uptick:epoch")).toBeNull();
  await eu.add(resultsKey("us"), "report");
  expect(await stage.redis.length(resultsKey("us"))).toBe(0);
  expect(await stage.redis.length(resultsKey("eu"))).toBe(1);
});

test("an agent can give no jobs, and read no results", async () => {
  const eu = await ready("eu");
  await expect(eu.add(checksKey("eu"), "{}")).rejects.toThrow("writes to no stream");
  await expect(eu.readNew([resultsKey("eu")], READER)).rejects.toThrow("reads no stream");
});

test("an agent's spool has an end", async () => {
  const eu = await ready("eu");
  stage.deps.settings.backlogCap = 3;
  for (let at = 0; at < 3; at += 1) await eu.add(resultsKey("eu"), "{}");
  await expect(eu.add(resultsKey("eu"), "{}")).rejects.toMatchObject({ kind: "unavailable" });
  stage.deps.settings.backlogCap = 20_000;
});

test("without a token that holds, there is no stream", async () => {
  const stranger = createRpcStream({ url: stage.url, token: `upr_eu_${"a".repeat(43)}`, waitMs: 0 });
  await expect(stranger.readNew([urgentKey("eu"), checksKey("eu")], READER)).rejects.toMatchObject({
    kind: "unavailable",
    cause: { kind: "unauthorised", status: 401 },
  });
  const gone = await ready("gone");
  const { rows } = await stage.database.pool.query("SELECT id FROM region WHERE code = 'gone'");
  await revokeTokens(stage.database.pool, rows[0].id);
  ahead += 31_000;
  await expect(gone.getValue("a")).rejects.toMatchObject({ kind: "unavailable" });
});
