import { createServer as createHttp1Server } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { afterEach, describe, expect, test } from "vitest";
import { GrpcCheck } from "#contracts/checks/grpc.ts";
import { Evidence } from "#contracts/tick.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { deferred } from "#probes/testing/deferred.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { createCertificateAuthority, selfSignedCertificate } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { decodeHealthResponse, encodeHealthRequest } from "./health-message.ts";
import { createGrpcRunner } from "./run-grpc.ts";

const authority = createCertificateAuthority();
const run = createGrpcRunner({ dial: createNodeDial({ egress: OPEN_EGRESS, ca: [authority.cert] }) });
const servers: grpc.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.forceShutdown();
  await closeTargets();
});

type Health = (service: string, metadata: grpc.Metadata) => { status: number } | { error: grpc.status };
type Identity = { cert: string; key: string };

/** The health service of grpc.health.v1 on the reference server of gRPC for Node. */
async function startHealth(health: Health, identity: Identity | null = null): Promise<number> {
  const server = new grpc.Server();
  servers.push(server);
  server.addService(
    {
      Check: {
        path: "/grpc.health.v1.Health/Check",
        requestStream: false,
        responseStream: false,
        requestSerialize: (bytes: Buffer) => bytes,
        requestDeserialize: (bytes: Buffer) => ({ service: bytes.subarray(2).toString() }),
        responseSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    },
    {
      Check: (
        call: grpc.ServerUnaryCall<{ service: string }, Buffer>,
        answer: grpc.sendUnaryData<Buffer>,
      ) => {
        const said = health(call.request.service, call.metadata);
        if ("error" in said) answer({ code: said.error, details: "because of the test" });
        else answer(null, Buffer.from(said.status === 0 ? [] : [0x08, said.status]));
      },
    },
  );
  const credentials =
    identity === null
      ? grpc.ServerCredentials.createInsecure()
      : grpc.ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(identity.cert), private_key: Buffer.from(identity.key) },
        ]);
  return new Promise((done, fail) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, port) => (error ? fail(error) : done(port)));
  });
}

type Wish = Partial<Omit<GrpcCheck, "kind" | "port">> & { timeoutMs?: number };

function check(port: number, { timeoutMs = 1500, ...wish }: Wish = {}) {
  const host = wish.secure ? "localhost" : "127.0.0.1";
  return configWith(GrpcCheck.parse({ kind: "grpc", host, port, secure: false, ...wish }), timeoutMs);
}

describe("the health of a service", () => {
  test.each([
    { status: 1, word: "SERVING", outcome: "ok" },
    { status: 2, word: "NOT_SERVING", outcome: "status" },
    { status: 3, word: "SERVICE_UNKNOWN", outcome: "status" },
    { status: 0, word: "UNKNOWN", outcome: "status" },
  ])("$word is $outcome", async ({ status, word, outcome }) => {
    const asked: string[] = [];
    const port = await startHealth((service) => {
      asked.push(service);
      return { status };
    });
    const seen = await run(check(port, { service: "shop.Cart" }));
    expect(seen.outcome, seen.evidence().message).toBe(outcome);
    expect(asked).toEqual(["shop.Cart"]);
    expect(Evidence.parse(seen.evidence()).message).toContain(word);
  });

  test.each([
    { error: grpc.status.NOT_FOUND, outcome: "status" },
    { error: grpc.status.UNAVAILABLE, outcome: "status" },
    { error: grpc.status.UNAUTHENTICATED, outcome: "auth" },
    { error: grpc.status.UNIMPLEMENTED, outcome: "protocol" },
  ])("grpc-status $error is $outcome", async ({ error, outcome }) => {
    const port = await startHealth(() => ({ error }));
    const seen = await run(check(port));
    expect(seen.outcome).toBe(outcome);
    expect(seen.evidence().transcript).toContain("because of the test");
  });

  test("metadata reaches the server", async () => {
    const port = await startHealth((_service, metadata) => ({
      status: metadata.get("authorization")[0] === "Bearer abc" ? 1 : 2,
    }));
    const metadata = [{ name: "Authorization", value: "Bearer abc" }];
    expect((await run(check(port, { metadata }))).outcome).toBe("ok");
    expect((await run(check(port))).outcome).toBe("status");
  });

  test("assertions see the status", async () => {
    const port = await startHealth(() => ({ status: 1 }));
    const list = [
      { source: "status" as const, name: "", comparison: "equals" as const, expected: "SERVING" },
    ];
    expect((await run(check(port, { assertions: { match: "all", list } }))).outcome).toBe("ok");
  });
});

test("TLS: a good certificate is ok, a bad one is not", async () => {
  const good = await startHealth(() => ({ status: 1 }), authority.issue({ hosts: ["localhost"] }));
  expect(await run(check(good, { secure: true }))).toMatchObject({
    outcome: "ok",
    tlsUs: expect.any(Number),
  });
  const bad = await startHealth(() => ({ status: 1 }), selfSignedCertificate({ hosts: ["localhost"] }));
  expect((await run(check(bad, { secure: true }))).outcome).toBe("tls");
});

test("nobody there is refused", async () => {
  const port = await listen(createTcpServer());
  await closeTargets();
  expect((await run(check(port))).outcome).toBe("refused");
});

test("a web server of HTTP/1.1 does not speak it", async () => {
  const port = await listen(createHttp1Server((_request, response) => response.end("hello")));
  expect(["protocol", "reset"]).toContain((await run(check(port))).outcome);
});

test.each<{ name: string; talk: (socket: Socket) => void; outcome: string }>([
  { name: "silent", talk: () => undefined, outcome: "timeout" },
  {
    name: "garbage",
    talk: (socket) => socket.write("this is not HTTP/2 at all, but a poem"),
    outcome: "protocol",
  },
  { name: "closing", talk: (socket) => socket.end(), outcome: "reset" },
  {
    name: "dripping",
    talk: (socket) => {
      const timer = setInterval(() => socket.write("\0"), 20);
      socket.on("close", () => clearInterval(timer));
    },
    outcome: "timeout or protocol",
  },
])("a server that is $name is $outcome, and its connection ends", async ({ talk, outcome }) => {
  const ended = deferred<void>();
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined).on("close", () => ended.resolve());
    socket.resume();
    talk(socket);
  });
  const seen = await run(check(await listen(server), { timeoutMs: 300 }));
  expect(outcome, seen.evidence().message).toContain(seen.outcome);
  expect(seen.totalUs).toBeLessThan(900_000);
  await ended.promise;
});

test("messages are coded as protobuf rules", () => {
  expect(encodeHealthRequest("")).toEqual(Buffer.from([0, 0, 0, 0, 0]));
  expect(encodeHealthRequest("ab")).toEqual(Buffer.from([0, 0, 0, 0, 4, 0x0a, 2, 97, 98]));
  // A field of a later version stands before the status.
  expect(decodeHealthResponse(Buffer.from([0, 0, 0, 0, 6, 0x12, 2, 1, 2, 0x08, 1]))).toBe("SERVING");
  for (const bytes of [
    [],
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 9, 8],
    [0, 0, 0, 0, 2, 0x08, 0xff],
    [0, 0, 0, 0, 1, 0x0b],
  ]) {
    expect(() => decodeHealthResponse(Buffer.from(bytes))).toThrow("not a message");
  }
});
