import { createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { DatabaseCheck, type DatabaseEngine } from "#contracts/checks/database.ts";
import { Evidence } from "#contracts/tick.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { deferred } from "#probes/testing/deferred.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { type RedisServer, startRedisServer } from "#testing/redis-server.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createDatabaseRunner } from "./run-database.ts";

const run = createDatabaseRunner({ dial: createNodeDial({ egress: OPEN_EGRESS }) });
afterEach(closeTargets);

type Wish = Partial<Omit<DatabaseCheck, "kind" | "port">> & { timeoutMs?: number };

function check(port: number, { timeoutMs = 2000, password = null, ...wish }: Wish) {
  const parsed = DatabaseCheck.parse({ kind: "database", host: "127.0.0.1", port, ...wish });
  return configWith({ ...parsed, password }, timeoutMs);
}

describe("a real Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedisServer();
    await redis.client.set("greeting", "hello world");
    await redis.client.rpush("jobs", "a", "b", "c");
  });
  afterAll(() => redis.stop());

  test("answers to PING", async () => {
    const seen = await run(check(redis.port, { engine: "redis" }));
    expect(seen).toMatchObject({ outcome: "ok", ttfbUs: expect.any(Number) });
    expect(Evidence.parse(seen.evidence()).transcript).toBe("> PING\n< PONG\n");
  });

  test.each([
    { query: "GET greeting", value: "hello world", rows: "1" },
    { query: "GET 'no such key'", value: "", rows: "0" },
    { query: "LLEN jobs", value: "3", rows: "1" },
    { query: "LRANGE jobs 1 -1", value: "b", rows: "2" },
  ])("$query has the value “$value”", async ({ query, value, rows }) => {
    const list = [
      {
        source: "value" as const,
        name: "",
        comparison: value === "" ? ("notExists" as const) : ("equals" as const),
        expected: value,
      },
      { source: "rowCount" as const, name: "", comparison: "equals" as const, expected: rows },
    ];
    const seen = await run(check(redis.port, { engine: "redis", query, assertions: { match: "all", list } }));
    expect(seen.evidence().assertions?.every(({ held }) => held)).toBe(true);
    expect(seen.outcome).toBe("ok");
  });

  test("tells its version, and a wrong type is a command that failed", async () => {
    const seen = await run(check(redis.port, { engine: "redis", query: "INFO server" }));
    expect(seen.findings).toContainEqual({ key: "serverVersion", value: expect.stringMatching(/^\d+\.\d+/) });
    expect((await run(check(redis.port, { engine: "redis", query: "LLEN greeting" }))).outcome).toBe(
      "assertion",
    );
  });

  test("signs in, or is refused", async () => {
    await redis.client.call("ACL", "SETUSER", "reader", "on", ">s3cret", "~*", "+@read", "+ping");
    const login = { engine: "redis" as const, username: "reader" };
    expect(
      (await run(check(redis.port, { ...login, password: "s3cret", query: "GET greeting" }))).outcome,
    ).toBe("ok");
    const refused = await run(check(redis.port, { ...login, password: "wrong" }));
    expect(refused.outcome).toBe("auth");
    expect(JSON.stringify(refused.evidence())).not.toContain("wrong");
    const forbidden = await run(check(redis.port, { ...login, password: "s3cret", query: "INFO" }));
    expect(forbidden.outcome).toBe("auth");
  });

  test("an answer of more than 1 MB is cut off", async () => {
    await redis.client.set("big", "x".repeat(1024 * 1024));
    expect((await run(check(redis.port, { engine: "redis", query: "GET big" }))).outcome).toBe("assertion");
  });

  test("is no database of another kind", async () => {
    for (const engine of ["postgres", "mysql", "mongodb"] as const) {
      const seen = await run(check(redis.port, { engine, timeoutMs: 400 }));
      expect(["protocol", "reset", "timeout"]).toContain(seen.outcome);
    }
  });
});

const ENGINES: DatabaseEngine[] = ["postgres", "mysql", "redis", "mongodb"];
const LOGIN = { username: "reader", password: "s3cret" };

describe.each(ENGINES)("%s", (engine) => {
  test("nobody there is refused", async () => {
    const port = await listen(createServer());
    await closeTargets();
    expect((await run(check(port, { engine }))).outcome).toBe("refused");
    expect((await run(check(port, { engine, ...LOGIN }))).outcome).toBe("refused");
  });

  test.each<{ name: string; talk: (socket: Socket) => void; outcomes: string[]; withDriver?: string }>([
    { name: "silent", talk: () => undefined, outcomes: ["timeout"] },
    {
      name: "talking nonsense",
      talk: (socket) => void socket.write("garbage of no protocol\r\n".repeat(20)),
      outcomes: ["protocol"],
      withDriver: "timeout",
    },
    { name: "closing", talk: (socket) => void socket.end(), outcomes: ["reset"] },
    { name: "pouring", talk: (socket) => pour(socket), outcomes: ["protocol", "assertion"] },
    {
      name: "dripping",
      talk: (socket) => {
        const timer = setInterval(() => socket.write("+"), 20);
        socket.on("close", () => clearInterval(timer));
      },
      outcomes: ["timeout", "protocol"],
    },
  ])(
    "a server that is $name is found out in time, and its connections end",
    async ({ talk, outcomes, withDriver }) => {
      for (const login of [{}, LOGIN]) {
        const ended = deferred<void>();
        const server = createServer((socket) => {
          socket.on("error", () => undefined).on("close", () => ended.resolve());
          socket.resume();
          talk(socket);
        });
        const seen = await run(check(await listen(server), { engine, timeoutMs: 400, ...login }));
        // A driver takes the nonsense for the length of a message and waits for the rest.
        const allowed = login === LOGIN && withDriver ? [...outcomes, withDriver] : outcomes;
        expect(allowed, seen.evidence().message).toContain(seen.outcome);
        expect(seen.totalUs).toBeLessThan(1_000_000);
        await ended.promise;
      }
    },
  );
});

function pour(socket: Socket): void {
  const more = () => {
    while (socket.writable && socket.write(Buffer.alloc(65_536, "x")));
  };
  socket.on("drain", more);
  more();
}
