import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { TcpCheck } from "#contracts/checks/tcp.ts";
import { Evidence } from "#contracts/tick.ts";
import { Fault } from "#probes/core/fault.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { createCertificateAuthority } from "#testing/targets/certificate-authority.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { closeTargets, listen } from "../../../testing/socket-targets.ts";
import { createTcpRunner } from "./run-tcp.ts";

const authority = createCertificateAuthority();
const run = createTcpRunner({ dial: createNodeDial({ ca: [authority.cert], egress: OPEN_EGRESS }) });
afterEach(closeTargets);

function checkOf(port: number, change: Record<string, unknown> = {}, timeoutMs = 2000) {
  const check = TcpCheck.parse({ kind: "tcp", host: "localhost", ipFamily: "v4", port, ...change });
  return configWith(check, timeoutMs);
}

const serve = (meet: (socket: Socket) => void) =>
  listen(
    createServer((socket) => {
      socket.on("error", () => socket.destroy());
      meet(socket);
    }),
  );

const holds = (source: string, comparison: string, expected: string) => ({
  match: "all",
  list: [{ source, comparison, expected }],
});

test("without a dialogue a connection is enough, though the server says nothing", async () => {
  const seen = await run(checkOf(await serve(() => undefined)));
  expect(seen).toMatchObject({ outcome: "ok", tlsUs: null, ttfbUs: null, bytes: 0 });
  expect(seen.connectUs).toBeGreaterThan(0);
  expect(Evidence.parse(seen.evidence()).message).toBe("It accepted the connection.");
});

test("a dialogue is held in order, over pieces of any size, and is written down", async () => {
  const port = await serve((socket) => {
    socket.write("+HEL");
    setTimeout(() => socket.write("LO\r\nmore"), 20);
    socket.on("data", (chunk) => socket.write(Buffer.concat([Buffer.from("<"), chunk, Buffer.of(0, 255)])));
  });
  const dialogue = [
    { type: "expect", text: "HELLO\\r\\n" },
    { type: "send", text: "a\\tb\\x00\\\\" },
    { type: "expect", text: "a\\tb\\x00\\\\\\x00\\xff" },
  ];
  const assertions = holds("body", "startsWith", "+HELLO");
  const seen = await run(checkOf(port, { dialogue, assertions }));
  expect(seen.evidence().transcript).toBe("< +HELLO\n> a\\x09b\\x00\\\n< more<a\\x09b\\x00\\\\x00\uFFFD\n");
  expect(seen).toMatchObject({ outcome: "ok", bytes: 8 + 4 + 1 + 5 + 2 });
});

test("another answer than the expected one fails as an assertion that quotes it", async () => {
  const port = await serve((socket) => socket.write("-ERR go away\r\n"));
  const seen = await run(checkOf(port, { dialogue: [{ type: "expect", text: "+OK" }] }, 200));
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toBe("Expected “+OK”, saw “-ERR go away\r\n”.");
  expect(seen.evidence().transcript).toBe("< -ERR go away\n");
});

test.each([
  { expected: "PONG", outcome: "ok" },
  { expected: "PING", outcome: "assertion" },
])("the first piece is what an assertion on the body looks at: $outcome", async ({ expected, outcome }) => {
  const port = await serve((socket) => socket.write("PONG"));
  const seen = await run(checkOf(port, { assertions: holds("body", "equals", expected) }));
  expect(seen.outcome).toBe(outcome);
});

test("TLS begins at the first byte or within the dialogue", async () => {
  const identity = authority.issue({ hosts: ["localhost"] });
  const secure = createTlsServer(identity, (socket) => socket.end("hello"));
  const dialogue = [{ type: "expect", text: "hello" }];
  const atOnce = await run(checkOf(await listen(secure), { secure: true, dialogue }));
  expect(atOnce.outcome).toBe("ok");
  expect(atOnce.tlsUs).toBeGreaterThan(0);

  const port = await serve((socket) => {
    socket.once("data", () => {
      socket.write("go\n");
      const upgraded = new TLSSocket(socket, { isServer: true, ...identity });
      upgraded.on("error", () => socket.destroy()).write("hello");
    });
  });
  const steps = [{ type: "send", text: "tls?\\n" }, { type: "expect", text: "go\\n" }, { type: "startTls" }];
  const later = await run(checkOf(port, { dialogue: [...steps, ...dialogue] }));
  expect(later.evidence().message).toBe("It answered as expected.");
  expect(later.findings).toContainEqual({ key: "tlsProtocol", value: "TLSv1.3" });
});

test("a client certificate is shown, and one that cannot be read is no fault of the target", async () => {
  const identity = authority.issue({ hosts: ["localhost"] });
  const client = authority.issue({ hosts: ["probe"] });
  const options = { ...identity, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
  const server = createTlsServer(options, (socket) =>
    socket.end(`hello ${socket.getPeerCertificate().subject.CN}`),
  );
  server.on("tlsClientError", () => undefined);
  const port = await listen(server);
  const dialogue = [{ type: "expect", text: "hello probe" }];
  const base = TcpCheck.parse({ kind: "tcp", host: "localhost", port, secure: true, dialogue });
  const withKey = (key: string) =>
    configWith({ ...base, tls: { ...base.tls, clientCertificate: { certificate: client.cert, key } } });

  expect((await run(withKey(client.key))).outcome).toBe("ok");
  expect(["reset", "tls"]).toContain((await run(configWith(base))).outcome);
  const unreadable = await run(withKey("no key"));
  expect(unreadable.outcome).toBe("internal");
  expect(unreadable.evidence().message).toContain("own certificate, key or authority cannot be used");
});

test("a large answer is cut off before it fills the memory", async () => {
  const port = await serve((socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(Buffer.alloc(65_536, "x")));
    };
    socket.on("drain", more);
    more();
  });
  const seen = await run(checkOf(port, { dialogue: [{ type: "expect", text: "y" }] }, 8000));
  expect(seen.outcome).toBe("assertion");
  expect(seen.bytes).toBeLessThan(1_000_000);
  expect(seen.totalUs).toBeLessThan(6_000_000);
});

test.each([
  { name: "a look at a mail server's port", port: 25, dialogue: [], service: undefined },
  { name: "listening there", port: 587, dialogue: [{ type: "expect", text: "220" }], service: undefined },
  { name: "speaking to it", port: 25, dialogue: [{ type: "send", text: "EHLO me" }], service: "web" },
  { name: "speaking elsewhere", port: 2525, dialogue: [{ type: "send", text: "PING" }], service: undefined },
])("for the egress policy, $name counts as $service", async ({ port, dialogue, service }) => {
  const dialled: unknown[] = [];
  const runner = createTcpRunner({
    dial: (target) => {
      dialled.push(target.service);
      return Promise.reject(new Fault("refused", "Nobody is dialled in this test."));
    },
  });
  await runner(checkOf(port, { dialogue }));
  expect(dialled).toEqual([service]);
});
