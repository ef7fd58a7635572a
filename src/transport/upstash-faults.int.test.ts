import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { StreamError } from "#contracts/stream.ts";
import { createUpstashStream } from "./upstash-stream.ts";

type Answer = (response: ServerResponse) => void;
const cut: Answer = (response) => response.destroy();
const hang: Answer = () => undefined;
const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const page: Answer = (response) => response.writeHead(502).end("<html>Bad gateway</html>");
const secret = "Bearer SECRET";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that gives these answers one after the other, the last one for ever, and a stream that asks it. */
async function faulty(...answers: Answer[]) {
  const requests: { path: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    requests.push({ path: request.url ?? "", body: await text(request) });
    (answers[requests.length - 1] ?? answers.at(-1))?.(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const stream = createUpstashStream({
    url: `http://127.0.0.1:${port}`,
    token: "token",
    fetchTimeoutMs: 200,
    deadlineMs: 1000,
    sleep: async () => undefined,
  });
  return { stream, requests };
}

async function failureOf(promise: Promise<unknown>): Promise<StreamError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StreamError)) throw new Error(`Expected a StreamError, got ${String(error)}`);
  return error;
}

test.each([
  { name: "a cut connection", fault: cut },
  { name: "silence", fault: hang },
  { name: "a proxy's error page", fault: page },
  { name: "a bridge without Redis", fault: json(503, { error: "UNAVAILABLE Redis is not connected" }) },
])("$name is tried again for a command that may run twice", async ({ fault }) => {
  const { stream, requests } = await faulty(fault, fault, json(200, { result: 7 }));
  expect(await stream.length("checks:a")).toBe(7);
  expect(requests).toHaveLength(3);
});

test("a read that hands out entries is sent once, whatever happens", async () => {
  const { stream, requests } = await faulty(cut);
  const reader = { group: "probes", consumer: "a", count: 10 };
  expect((await failureOf(stream.readNew(["checks:a"], reader))).kind).toBe("unavailable");
  expect((await failureOf(stream.claimIdle("checks:a", { ...reader, minIdleMs: 1 }))).kind).toBe(
    "unavailable",
  );
  expect((await failureOf(stream.acquireLease("lease", "a", 10))).kind).toBe("unavailable");
  expect(requests).toHaveLength(3);
});

test("the tries end with the deadline", async () => {
  const { stream, requests } = await faulty(hang);
  const startedAt = performance.now();
  expect((await failureOf(stream.length("checks:a"))).message).toBe("Redis did not answer XLEN: timeout");
  expect(performance.now() - startedAt).toBeLessThan(1500);
  expect(requests.length).toBeGreaterThan(1);
});

test("an answer of Redis is never tried again", async () => {
  const { stream, requests } = await faulty(json(401, { error: "WRONGPASS invalid or missing auth token" }));
  const failure = await failureOf(stream.length("checks:a"));
  expect(failure.message).toBe("Redis refused XLEN: WRONGPASS invalid or missing auth token");
  expect(requests).toHaveLength(1);
});

test("errors never contain what was sent", async () => {
  const quoted = json(400, { error: `ERR unknown command 'XADD', with args beginning with: '${secret}'` });
  for (const answer of [
    cut,
    page,
    quoted,
    json(400, { error: "OOM command not allowed" }),
    json(500, { oops: secret }),
  ]) {
    const { stream } = await faulty(answer);
    const failures = [
      await failureOf(stream.add("checks:a", secret)),
      await failureOf(stream.addAt("checks:a", [{ id: "1-0", payload: secret }])),
      await failureOf(stream.setValue("key", secret)),
    ];
    for (const failure of failures) {
      expect(`${failure.message} ${failure.stack} ${String(failure.cause)}`).not.toContain("SECRET");
    }
  }
});

test("entries go out in one transaction per megabyte, and a refused one stops those that follow", async () => {
  const full = json(200, [
    { result: "1-0" },
    { error: "OOM command not allowed when used memory > 'maxmemory'." },
  ]);
  const { stream, requests } = await faulty(full);
  const payload = "x".repeat(160_000);
  const entries = [1, 2, 3, 4].map((n) => ({ id: `${n}-0`, payload }));
  expect((await failureOf(stream.addAt("checks:a", entries))).message).toContain("Redis refused XADD: OOM");
  expect(requests.map(({ path }) => path)).toEqual(["/multi-exec"]);
  expect(requests[0]?.body.length).toBeLessThan(1_000_000);
});

test("both streams are read in one command", async () => {
  const { stream, requests } = await faulty(json(200, { result: null }));
  await stream.readNew(["urgent:a", "checks:a"], { group: "probes", consumer: "c", count: 50 });
  expect(requests.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    ["/", ["XREADGROUP", "GROUP", "probes", "c", "COUNT", "50", "STREAMS", "urgent:a", "checks:a", ">", ">"]],
  ]);
});
