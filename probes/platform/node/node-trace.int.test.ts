import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { TcpCheck } from "#contracts/checks/tcp.ts";
import { Evidence } from "#contracts/tick.ts";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../testing/check-config.ts";
import { listen } from "../../testing/socket-targets.ts";
import { createNodeRunners } from "./node-runners.ts";
import { findNodeTrace } from "./node-trace.ts";

const path = process.env.PATH ?? "";
afterEach(() => {
  process.env.PATH = path;
});

const isHere = spawnSync("traceroute", ["-n", "-m", "1", "127.0.0.1"]).status === 0;

test.runIf(isHere)("the machine's own program finds the way to the machine itself", async () => {
  const trace = await findNodeTrace({ egress: OPEN_EGRESS });
  expect(await trace?.("127.0.0.1")).toEqual([expect.stringMatching(/^1 127\.0\.0\.1 [\d.]+ ms$/)]);
  expect(await trace?.("a name; and more")).toEqual([]);
  const guarded = await findNodeTrace({ egress: PUBLIC_EGRESS });
  expect(await guarded?.("127.0.0.1")).toEqual([expect.stringMatching(/^1 private address [\d.]+ ms$/)]);
});

test.runIf(isHere)("a check that goes on failing has the route in its evidence", async () => {
  const { runners } = await createNodeRunners({ egress: OPEN_EGRESS });
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  const config = configWith(TcpCheck.parse({ kind: "tcp", host: "127.0.0.1", port }));
  const first = await runners.tcp?.(config);
  expect(first?.outcome).toBe("refused");
  expect(first?.evidence().route).toBeUndefined();
  await vi.waitFor(async () => {
    const later = await runners.tcp?.(config);
    expect(Evidence.parse(later?.evidence()).route).toEqual([expect.stringMatching(/^1 127\.0\.0\.1 /)]);
  });
});

test("without a program there is no route", async () => {
  process.env.PATH = "/nowhere";
  expect(await findNodeTrace({ egress: OPEN_EGRESS })).toBeNull();
});
