import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { WebsocketCheck } from "#contracts/checks/websocket.ts";
import { Evidence } from "#contracts/tick.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { configWith } from "#probes/testing/check-config.ts";
import { deferred } from "#probes/testing/deferred.ts";
import { closeTargets, listen } from "#probes/testing/socket-targets.ts";
import { createCertificateAuthority, selfSignedCertificate } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createWebsocketRunner } from "./run-websocket.ts";

const authority = createCertificateAuthority();
const run = createWebsocketRunner({ dial: createNodeDial({ egress: OPEN_EGRESS, ca: [authority.cert] }) });
afterEach(closeTargets);

async function startServer(
  talk: (socket: WebSocket, headers: Record<string, unknown>) => void,
): Promise<number> {
  const http = createServer();
  new WebSocketServer({ server: http }).on("connection", (socket, request) => talk(socket, request.headers));
  return listen(http);
}

type Wish = Partial<Omit<WebsocketCheck, "kind" | "url">> & {
  timeoutMs?: number;
  scheme?: string;
  host?: string;
};

function check(port: number, { timeoutMs = 1000, scheme = "ws", host = "127.0.0.1", ...wish }: Wish = {}) {
  const url = `${scheme}://${host}:${port}/live`;
  return configWith(WebsocketCheck.parse({ kind: "websocket", url, ...wish }), timeoutMs);
}

test("an open connection is enough, and the server hears a goodbye", async () => {
  const closed = deferred<number>();
  const port = await startServer((socket) => socket.on("close", (code) => closed.resolve(code)));
  const seen = await run(check(port));
  expect(seen).toMatchObject({ outcome: "ok", status: 101, ttfbUs: expect.any(Number) });
  expect(await closed.promise).toBe(1000);
});

test("what is sent comes back, in text and in bytes", async () => {
  const port = await startServer((socket) =>
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary })),
  );
  const text = await run(check(port, { send: "ping\\n", expect: "ping\\n" }));
  expect(text.outcome).toBe("ok");
  expect(Evidence.parse(text.evidence())).toMatchObject({
    bodySample: "ping\n",
    transcript: "> ping\n< ping\n",
  });
  expect((await run(check(port, { send: "\\xff\\x00", expect: "\\xff\\x00" }))).outcome).toBe("ok");
});

test("headers and subprotocols reach the server", async () => {
  const port = await startServer((socket, headers) => socket.send(JSON.stringify(headers)));
  const headers = [{ name: "X-Tenant", value: "blue" }];
  const seen = await run(check(port, { headers, subprotocols: ["chat"], expect: '"x-tenant":"blue"' }));
  expect(seen.outcome).toBe("ok");
  expect(seen.evidence().bodySample).toContain('"sec-websocket-protocol":"chat"');
});

test("the first messages may be others", async () => {
  const port = await startServer((socket) => {
    for (const text of ["hello", "state: starting", "state: ready"]) socket.send(text);
  });
  expect((await run(check(port, { expect: "ready" }))).outcome).toBe("ok");
});

test("assertions look into a message", async () => {
  const port = await startServer((socket) => socket.send('{"queue":{"length":7}}'));
  const assertion = (expected: string) => ({
    match: "all" as const,
    list: [{ source: "json" as const, name: "$.queue.length", comparison: "less" as const, expected }],
  });
  expect((await run(check(port, { assertions: assertion("10") }))).outcome).toBe("ok");
  expect((await run(check(port, { assertions: assertion("5") }))).outcome).toBe("assertion");
});

describe("what goes wrong", () => {
  test("another message is an assertion, silence a time-out", async () => {
    const port = await startServer((socket) => socket.on("message", () => socket.send("no")));
    const wrong = await run(check(port, { send: "x", expect: "yes", timeoutMs: 300 }));
    expect(wrong.outcome).toBe("assertion");
    expect(wrong.evidence().message).toBe("Expected a message with “yes”, saw “no”.");
    expect((await run(check(port, { expect: "yes", timeoutMs: 300 }))).outcome).toBe("timeout");
  });

  test("a server that closes first is reset", async () => {
    const port = await startServer((socket) => socket.close(1013));
    expect((await run(check(port, { expect: "yes" }))).outcome).toBe("reset");
  });

  test("a web server without WebSocket is a status", async () => {
    const port = await listen(
      createServer((_request, response) => response.writeHead(404).end("nothing here")),
    );
    expect(await run(check(port))).toMatchObject({ outcome: "status", status: 404 });
  });

  test("a message of more than 1 MB is refused", async () => {
    const port = await startServer((socket) => socket.send("x".repeat(1024 * 1024 + 1)));
    expect((await run(check(port, { expect: "y" }))).outcome).toBe("protocol");
  });

  test("endless messages end at 1 MB", async () => {
    const port = await startServer((socket) => {
      const timer = setInterval(() => socket.send("x".repeat(50_000)), 1);
      socket.on("close", () => clearInterval(timer)).on("error", () => clearInterval(timer));
    });
    const seen = await run(check(port, { expect: "y", timeoutMs: 5000 }));
    expect(["protocol", "assertion"]).toContain(seen.outcome);
    expect(seen.bytes).toBeLessThan(1_100_000);
  });

  test("nobody there is refused", async () => {
    const port = await startServer(() => undefined);
    await closeTargets();
    expect((await run(check(port))).outcome).toBe("refused");
  });

  test.each<{ name: string; talk: (socket: Socket) => void; outcome: string }>([
    { name: "silent", talk: () => undefined, outcome: "timeout" },
    { name: "garbage", talk: (socket) => socket.write("\0\x01garbage\r\n\r\n"), outcome: "protocol" },
    { name: "a broken handshake", talk: (socket) => socket.write(WRONG_KEY), outcome: "protocol" },
    { name: "closing", talk: (socket) => socket.end(), outcome: "reset" },
    {
      name: "dripping",
      talk: (socket) => {
        const timer = setInterval(() => socket.write("H"), 20);
        socket.on("close", () => clearInterval(timer));
      },
      outcome: "protocol or timeout",
    },
  ])("a server that is $name is $outcome, and its connection ends", async ({ talk, outcome }) => {
    const ended = deferred<void>();
    const server = createTcpServer((socket) => {
      socket.on("error", () => undefined).on("close", () => ended.resolve());
      socket.resume();
      talk(socket);
    });
    const seen = await run(check(await listen(server), { timeoutMs: 300 }));
    expect(outcome).toContain(seen.outcome);
    expect(seen.totalUs).toBeLessThan(900_000);
    await ended.promise;
  });
});

const WRONG_KEY =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n";

test("TLS: a good certificate is ok, a bad one is not", async () => {
  const start = (identity: { cert: string; key: string }) => {
    const http = createSecureServer(identity);
    http.on("tlsClientError", () => undefined);
    new WebSocketServer({ server: http }).on("connection", (socket) => socket.send("hello"));
    return listen(http);
  };
  const good = await start(authority.issue({ hosts: ["localhost"] }));
  const wish = { scheme: "wss", host: "localhost", expect: "hello" };
  expect(await run(check(good, wish))).toMatchObject({ outcome: "ok", tlsUs: expect.any(Number) });
  const bad = await start(selfSignedCertificate({ hosts: ["localhost"] }));
  expect((await run(check(bad, wish))).outcome).toBe("tls");
});
