import { afterAll, beforeAll, expect, test } from "vitest";
import type { Backend } from "./backend.ts";
import { BackendError } from "./backend.ts";
import { type Bridge, MAX_BODY_BYTES, startBridge } from "./bridge-server.ts";
import { createMemoryEngine } from "./memory-engine.ts";

const token = "a-token-for-tests-only";
let bridge: Bridge;

beforeAll(async () => {
  bridge = await startBridge(createMemoryEngine(), { token, port: 0 });
});
afterAll(() => bridge.close());

async function ask(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(bridge.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test("a command, a pipeline and a transaction are answered in their own shapes", async () => {
  expect(await ask("/", ["SET", "a", 7])).toEqual({ status: 200, body: { result: "OK" } });
  expect(await ask("/", ["GET", "missing"])).toEqual({ status: 200, body: { result: null } });
  expect(
    await ask("/pipeline", [
      ["GET", "a"],
      ["INCR", "a"],
      ["XLEN", "a"],
    ]),
  ).toEqual({
    status: 200,
    body: [
      { result: "7" },
      { result: 8 },
      { error: "WRONGTYPE Operation against a key holding the wrong kind of value" },
    ],
  });
  expect(
    await ask("/multi-exec", [
      ["INCR", "a"],
      ["INCR", "a"],
    ]),
  ).toEqual({
    status: 200,
    body: [{ result: 9 }, { result: 10 }],
  });
});

test("strings are base64 when the client asks for it, numbers, nulls and a top-level OK are not", async () => {
  const headers = { "Upstash-Encoding": "base64" };
  expect((await ask("/", ["SET", "b", "OK"], headers)).body).toEqual({ result: "OK" });
  await ask("/", ["XADD", "s", "1-0", "e", "東"]);
  expect(
    (
      await ask(
        "/pipeline",
        [
          ["XRANGE", "s", "-", "+"],
          ["XLEN", "s"],
          ["GET", "none"],
        ],
        headers,
      )
    ).body,
  ).toEqual([{ result: [["MS0w", ["ZQ==", "5p2x"]]] }, { result: 1 }, { result: null }]);
});

test("an error reply to a single command is a 400 with its text", async () => {
  expect(await ask("/", ["XREADGROUP", "GROUP", "g", "c", "STREAMS", "gone", ">"])).toEqual({
    status: 400,
    body: { error: "NOGROUP No such key 'gone' or consumer group 'g' in XREADGROUP with GROUP option" },
  });
});

test("a transaction with a wrong command changes nothing", async () => {
  await ask("/", ["DEL", "c"]);
  const refused = {
    status: 400,
    body: { error: "EXECABORT Transaction discarded because of previous errors." },
  };
  expect(await ask("/multi-exec", [["INCR", "c"], ["GET"]])).toEqual(refused);
  expect(
    await ask("/multi-exec", [
      ["INCR", "c"],
      ["CONFIG", "GET", "*"],
    ]),
  ).toEqual(refused);
  expect((await ask("/", ["GET", "c"])).body).toEqual({ result: null });
});

test.each([
  [["FLUSHALL"]],
  [["CONFIG", "GET", "*"]],
  [["EVAL", "return 1", "0"]],
  [["shutdown"]],
  [["KEYS", "*"]],
])("%j is not passed on", async (command) => {
  const { status, body } = await ask("/", command);
  expect(status).toBe(400);
  expect(body.error).toContain("is not available");
  expect((await ask("/pipeline", [command, ["PING"]])).body[1]).toEqual({ result: "PONG" });
});

test("a blocking read is refused, a stream with the name BLOCK is not", async () => {
  const blocking = ["XREADGROUP", "GROUP", "g", "c", "block", "0", "STREAMS", "s", ">"];
  expect((await ask("/", blocking)).body.error).toContain("BLOCK");
  const named = ["XREADGROUP", "GROUP", "g", "c", "STREAMS", "BLOCK", ">"];
  expect((await ask("/", named)).body.error).toContain("NOGROUP");
});

test.each([
  { name: "no token", headers: { authorization: "" } },
  { name: "a wrong token", headers: { authorization: "Bearer another-token-for-tests" } },
  { name: "a longer token", headers: { authorization: `Bearer ${token}x` } },
])("$name is a 401", async ({ headers }) => {
  const { status, body } = await ask("/", ["PING"], headers);
  expect(status).toBe(401);
  expect(body.error).toContain("WRONGPASS");
});

test.each([
  { name: "text that is not JSON", path: "/", body: "{", status: 400 },
  { name: "a command that is no list", path: "/", body: "7", status: 400 },
  { name: "an empty pipeline", path: "/pipeline", body: "[]", status: 400 },
  { name: "a null argument", path: "/", body: '["GET",null]', status: 400 },
  { name: "an unknown path", path: "/subscribe/x", body: "[]", status: 404 },
])("$name is a $status", async ({ path, body, status }) => {
  const answer = await ask(path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.error).toEqual(expect.any(String));
});

test("a body above the limit is refused, one below is not", async () => {
  const large = await ask("/", ["SET", "large", "x".repeat(MAX_BODY_BYTES)]);
  expect(large.status).toBe(413);
  expect((await ask("/", ["SET", "large", "x".repeat(MAX_BODY_BYTES - 100)])).status).toBe(200);
});

test("health needs no token", async () => {
  const response = await fetch(`${bridge.url}/health`);
  expect(await response.json()).toEqual({ engine: "memory", ok: true });
});

test("a backend that gives no answer is a 503 and shows in the health", async () => {
  const dead: Backend = {
    engine: "redis",
    isReady: () => false,
    execute: () => Promise.reject(new BackendError("unavailable", "UNAVAILABLE Redis is not connected")),
    close: async () => undefined,
  };
  const front = await startBridge(dead, { token, port: 0 });
  const response = await fetch(front.url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: '["PING"]',
  });
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ error: "UNAVAILABLE Redis is not connected" });
  const health = await fetch(`${front.url}/health`);
  expect(health.status).toBe(503);
  expect(await health.json()).toEqual({ engine: "redis", ok: false });
  await front.close();
});

test("FLUSHALL passes when the bridge was started for tests", async () => {
  const front = await startBridge(createMemoryEngine(), { token, port: 0, allowFlush: true });
  const response = await fetch(front.url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: '["FLUSHALL"]',
  });
  expect(await response.json()).toEqual({ result: "OK" });
  await front.close();
});
