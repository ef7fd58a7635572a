import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Aedes } from "aedes";
import { afterEach, describe, expect, test } from "vitest";
import { MqttCheck } from "#contracts/checks/mqtt.ts";
import { Evidence } from "#contracts/tick.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { deferred } from "#probes/testing/deferred.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { createCertificateAuthority, selfSignedCertificate } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createMqttRunner } from "./run-mqtt.ts";

const authority = createCertificateAuthority();
const dial = createNodeDial({ egress: OPEN_EGRESS, ca: [authority.cert] });
const run = createMqttRunner({ dial, random: Math.random });
const brokers: Aedes[] = [];
afterEach(async () => {
  for (const broker of brokers.splice(0)) await new Promise<void>((done) => broker.close(done));
  await closeTargets();
});

async function aBroker(): Promise<Aedes> {
  const broker = await Aedes.createBroker();
  brokers.push(broker);
  return broker;
}

type Wish = Partial<Omit<MqttCheck, "kind" | "port" | "password">> & { timeoutMs?: number };

/** The password is what the app puts in for a secret before a probe sees the check. */
function check(port: number, { timeoutMs = 1500, ...wish }: Wish = {}, password: string | null = null) {
  const host = wish.secure ? "localhost" : "127.0.0.1";
  return configWith({ ...MqttCheck.parse({ kind: "mqtt", host, port, ...wish }), password }, timeoutMs);
}

async function start(): Promise<{ broker: Aedes; port: number }> {
  const broker = await aBroker();
  return { broker, port: await listen(createServer(broker.handle)) };
}

test("a broker that accepts is ok", async () => {
  const { port } = await start();
  const seen = await run(check(port));
  expect(seen).toMatchObject({ outcome: "ok", ttfbUs: expect.any(Number) });
  expect(Evidence.parse(seen.evidence()).transcript).toMatch(
    /^> CONNECT uptick-\w+\n< CONNACK\n> DISCONNECT/,
  );
});

test("a published message comes back through the broker", async () => {
  const { port } = await start();
  const seen = await run(check(port, { topic: "probe/echo", publish: "tick\\n", expect: "tick\\n" }));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().bodySample).toBe("tick\n");
});

test("a retained message is a message; assertions look into it", async () => {
  const { broker, port } = await start();
  await new Promise<void>((done, fail) =>
    broker.publish(
      { cmd: "publish", qos: 0, dup: false, retain: true, topic: "sensor/1", payload: '{"celsius":21}' },
      (error) => (error ? fail(error) : done()),
    ),
  );
  const below = (expected: string) => ({
    match: "all" as const,
    list: [{ source: "json" as const, name: "$.celsius", comparison: "less" as const, expected }],
  });
  expect((await run(check(port, { topic: "sensor/+", assertions: below("30") }))).outcome).toBe("ok");
  expect((await run(check(port, { topic: "sensor/+", assertions: below("20") }))).outcome).toBe("assertion");
});

test("another message is an assertion, silence a time-out", async () => {
  const { port } = await start();
  const wrong = await run(check(port, { topic: "a", publish: "no", expect: "yes", timeoutMs: 300 }));
  expect(wrong.outcome).toBe("assertion");
  expect((await run(check(port, { topic: "a", expect: "yes", timeoutMs: 300 }))).outcome).toBe("timeout");
});

describe("signing in", () => {
  test("the right password is ok, a wrong one auth", async () => {
    const { broker, port } = await start();
    broker.authenticate = (_client, username, password, done) =>
      done(null, username === "probe" && password?.toString() === "s3cret");
    expect((await run(check(port, { username: "probe" }, "s3cret"))).outcome).toBe("ok");
    const refused = await run(check(port, { username: "probe" }, "wrong"));
    expect(refused.outcome).toBe("auth");
    expect(JSON.stringify(refused.evidence())).not.toContain("wrong");
  });

  test("a refused subscription is auth", async () => {
    const { broker, port } = await start();
    broker.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
    expect((await run(check(port, { topic: "private" }))).outcome).toBe("auth");
  });
});

test("TLS: a good certificate is ok, a bad one is not", async () => {
  const start = async (identity: { cert: string; key: string }) => {
    const server = createTlsServer(identity, (await aBroker()).handle);
    server.on("tlsClientError", () => undefined);
    return listen(server);
  };
  const good = await start(authority.issue({ hosts: ["localhost"] }));
  expect(await run(check(good, { secure: true }))).toMatchObject({
    outcome: "ok",
    tlsUs: expect.any(Number),
  });
  const bad = await start(selfSignedCertificate({ hosts: ["localhost"] }));
  expect((await run(check(bad, { secure: true }))).outcome).toBe("tls");
});

test("nobody there is refused", async () => {
  const port = await listen(createServer());
  await closeTargets();
  expect((await run(check(port))).outcome).toBe("refused");
});

test.each<{ name: string; talk: (socket: Socket) => void; outcome: string }>([
  { name: "silent", talk: () => undefined, outcome: "timeout" },
  {
    name: "garbage",
    talk: (socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"),
    outcome: "protocol",
  },
  { name: "closing", talk: (socket) => socket.end(), outcome: "reset" },
  { name: "announcing 256 MB", talk: (socket) => flood(socket), outcome: "protocol" },
  {
    name: "dripping",
    talk: (socket) => {
      socket.write(Buffer.from([0x20, 0xff, 0xff, 0x7f]));
      const timer = setInterval(() => socket.write("\0"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    outcome: "timeout",
  },
])("a broker that is $name is $outcome, and its connection ends", async ({ talk, outcome }) => {
  const ended = deferred<void>();
  const server = createServer((socket) => {
    socket.on("error", () => undefined).on("close", () => ended.resolve());
    socket.resume();
    talk(socket);
  });
  const seen = await run(check(await listen(server), { timeoutMs: 400 }));
  expect(seen.outcome).toBe(outcome);
  expect(seen.totalUs).toBeLessThan(900_000);
  await ended.promise;
});

/** A CONNACK that would be 256 MB long. */
function flood(socket: Socket): void {
  socket.write(Buffer.from([0x20, 0xff, 0xff, 0xff, 0x7f]));
  const pour = () => {
    while (socket.writable && socket.write(Buffer.alloc(65_536)));
  };
  socket.on("drain", pour);
  pour();
}

test("a message needs a topic, and one without wildcards", () => {
  const base = { kind: "mqtt", host: "mqtt.example.com" };
  expect(MqttCheck.safeParse({ ...base, publish: "x" }).success).toBe(false);
  expect(MqttCheck.safeParse({ ...base, topic: "a/#", publish: "x" }).success).toBe(false);
  expect(MqttCheck.safeParse({ ...base, topic: "a/#", expect: "x" }).success).toBe(true);
});
