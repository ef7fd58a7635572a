import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { afterEach, expect, test } from "vitest";
import { UdpCheck } from "#contracts/checks/udp.ts";
import { createNodeAsk } from "#probes/platform/node/node-datagram.ts";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { createUdpRunner } from "./run-udp.ts";

const run = createUdpRunner({ ask: createNodeAsk({ egress: OPEN_EGRESS }) });
const servers: Socket[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Answer = (message: Buffer, from: RemoteInfo, server: Socket) => void;

async function serve(answer: Answer): Promise<number> {
  const server = createSocket("udp4");
  servers.push(server);
  server.on("message", (message, from) => answer(message, from, server));
  await new Promise<void>((done) => server.bind(0, "127.0.0.1", done));
  return server.address().port;
}

const echo: Answer = (message, from, server) => server.send(message, from.port, from.address);

function checkOf(port: number, change: Record<string, unknown> = {}, timeoutMs = 1000) {
  const send = "ping \\x01\\n";
  return configWith(UdpCheck.parse({ kind: "udp", host: "127.0.0.1", port, send, ...change }), timeoutMs);
}

test("an answer is measured and written down", async () => {
  const assertions = { match: "all", list: [{ source: "size", comparison: "equals", expected: "7" }] };
  const seen = await run(checkOf(await serve(echo), { expect: "g \\x01", assertions }));
  expect(seen).toMatchObject({ outcome: "ok", bytes: 7, connectUs: null });
  expect(seen.ttfbUs).toBeGreaterThan(0);
  expect(seen.evidence()).toMatchObject({
    transcript: "> ping \\x01\n< ping \\x01\n",
    remoteAddress: "127.0.0.1",
  });
});

test("another answer than the expected one fails as an assertion", async () => {
  const seen = await run(checkOf(await serve(echo), { expect: "pong" }));
  expect(seen.outcome).toBe("assertion");
  expect(seen.evidence().message).toContain("Expected “pong”");
});

test("a closed port refuses, by ICMP", async () => {
  const port = await serve(echo);
  for (const server of servers.splice(0)) await new Promise<void>((done) => server.close(done));
  const seen = await run(checkOf(port));
  expect(seen.outcome).toBe("refused");
  expect(seen.totalUs).toBeLessThan(900_000);
});

test("a silent server is a time-out at the deadline", async () => {
  const seen = await run(checkOf(await serve(() => undefined), {}, 150));
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeGreaterThanOrEqual(145_000);
});

test("an answer from another port is none", async () => {
  const stranger: Answer = (message, from) => {
    const other = createSocket("udp4");
    other.send(message, from.port, from.address, () => other.close());
  };
  expect((await run(checkOf(await serve(stranger), {}, 150))).outcome).toBe("timeout");
});

test("a closed address is not asked", async () => {
  let asked = 0;
  const port = await serve(() => {
    asked += 1;
  });
  const guarded = createUdpRunner({ ask: createNodeAsk({ egress: PUBLIC_EGRESS }) });
  expect((await guarded(checkOf(port))).outcome).toBe("blocked");
  expect(asked).toBe(0);
});
