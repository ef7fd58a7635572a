import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns";
import { afterEach, expect, test, vi } from "vitest";
import { UdpCheck } from "#contracts/checks/udp.ts";
import { createUdpRunner } from "#probes/core/checks/udp/run-udp.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../testing/check-config.ts";
import { createNodeAsk } from "./node-datagram.ts";

vi.mock("node:dns", () => ({ lookup: vi.fn() }));

const servers: Socket[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(address: string, answers: boolean): Promise<number> {
  const server = createSocket("udp4");
  servers.push(server);
  server.on("message", (message, from) => {
    if (answers) server.send(message, from.port, from.address);
  });
  const port = servers.length > 1 ? (servers[0]?.address().port ?? 0) : 0;
  await new Promise<void>((done) => server.bind(port, address, done));
  return server.address().port;
}

function nameHas(...addresses: string[]): void {
  const found = addresses.map((address) => ({ address, family: 4 }));
  vi.mocked(lookup).mockImplementation(((
    _name: string,
    _options: object,
    done: (...given: unknown[]) => void,
  ) => done(null, found)) as unknown as typeof lookup);
}

async function ask(port: number) {
  const check = UdpCheck.parse({ kind: "udp", host: "two.example", port, send: "hello" });
  const seen = await createUdpRunner({ ask: createNodeAsk({ egress: OPEN_EGRESS }) })(
    configWith(check, 1000),
  );
  return { outcome: seen.outcome, address: seen.evidence().remoteAddress };
}

test.each([
  { first: "refuses", serveFirst: null },
  { first: "is silent", serveFirst: false },
])("the second address of a name is asked when the first $first", async ({ serveFirst }) => {
  nameHas("127.0.0.2", "127.0.0.1");
  const port = await serve("127.0.0.1", true);
  if (serveFirst !== null) await serve("127.0.0.2", serveFirst);
  expect(await ask(port)).toEqual({ outcome: "ok", address: "127.0.0.1" });
});

test("one closed address closes the name, whichever comes first", async () => {
  nameHas("127.0.0.1", "169.254.169.254");
  expect((await ask(await serve("127.0.0.1", true))).outcome).toBe("blocked");
});
