import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { PingCheck } from "#contracts/checks/ping.ts";
import { Evidence } from "#contracts/tick.ts";
import { createPingRunner } from "#probes/core/checks/ping/run-ping.ts";
import { OPEN_EGRESS, PUBLIC_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../testing/check-config.ts";
import { findNodePing } from "./node-ping.ts";
import { createNodeRunners } from "./node-runners.ts";

const path = process.env.PATH ?? "";
const folders: string[] = [];
afterEach(() => {
  process.env.PATH = path;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A `ping` that answers for 127.0.0.1 as a real one does and runs `script` for all else. */
function usePing(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), "uptick-ping-"));
  folders.push(folder);
  const fine =
    "64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.1 ms\\n\\n1 packets transmitted, 1 received\\n";
  const text = `#!/bin/sh\nfor last; do :; done\nif [ "$last" = 127.0.0.1 ]; then printf '${fine}'; exit 0; fi\n${script}\n`;
  writeFileSync(join(folder, "ping"), text, { mode: 0o755 });
  process.env.PATH = `${folder}:${path}`;
}

async function check(host: string, change: Record<string, unknown> = {}, timeoutMs = 4000) {
  const ping = await findNodePing({ egress: OPEN_EGRESS });
  if (ping === null) throw new Error("This machine has no ping that can be used.");
  return createPingRunner({ ping })(
    configWith(PingCheck.parse({ kind: "ping", host, ...change }), timeoutMs),
  );
}

const isHere = spawnSync("ping", ["-c", "1", "127.0.0.1"]).status === 0;

test.runIf(isHere)("the machine's own ping measures loss, round trips and jitter", async () => {
  const assertions = {
    match: "all",
    list: [
      { source: "lossPercent", comparison: "equals", expected: "0" },
      { source: "jitterMs", comparison: "less", expected: "100" },
      { source: "time", name: "total", comparison: "less", expected: "100" },
    ],
  };
  const seen = await check("localhost", { ipFamily: "v4", assertions });
  expect(Evidence.parse(seen.evidence()).message).toMatch(/^0 of 3 packets were lost; least, mean/);
  expect(seen).toMatchObject({ outcome: "ok", status: null });
  expect(seen.totalUs).toBeGreaterThan(0);
  // The mean of the round trips and not the pauses between the packets.
  expect(seen.totalUs).toBeLessThan(100_000);
});

test("without the program, or where it may not be used, there is no such check", async () => {
  process.env.PATH = "/nowhere";
  expect(await findNodePing({ egress: OPEN_EGRESS })).toBeNull();
  usePing("exit 0");
  const [folder = ""] = folders;
  writeFileSync(
    join(folder, "ping"),
    "#!/bin/sh\necho 'ping: socktype: SOCK_RAW: Operation not permitted' >&2\nexit 2\n",
  );
  expect(await findNodePing({ egress: OPEN_EGRESS })).toBeNull();
});

test("a probe announces pings only where there is a program for them", async () => {
  usePing("exit 0");
  const able = await createNodeRunners({ egress: OPEN_EGRESS });
  expect(Object.keys(able.runners)).toContain("ping");
  process.env.PATH = "/nowhere";
  const unable = await createNodeRunners({ egress: OPEN_EGRESS });
  expect(Object.keys(unable.runners)).not.toContain("ping");
  expect(Object.keys(unable.runners)).toContain("tcp");
});

test("more pings than may run at once wait for their turn", async () => {
  usePing(
    "sleep 0.2; echo '64 bytes from ::1: icmp_seq=1 ttl=64 time=5.5 ms'; echo '1 packets transmitted, 1 received'",
  );
  const ping = await findNodePing({ egress: OPEN_EGRESS });
  if (ping === null) throw new Error("There is no ping.");
  const run = createPingRunner({ ping });
  const config = (timeoutMs: number) =>
    configWith(PingCheck.parse({ kind: "ping", host: "::1", packets: 1 }), timeoutMs);
  const seen = await Promise.all(Array.from({ length: 40 }, () => run(config(20_000))));
  expect(seen.map(({ outcome }) => outcome)).toEqual(Array(40).fill("ok"));
  expect(seen.map(({ totalUs }) => totalUs)).toEqual(Array(40).fill(5500));
});

test("the program gets an address and never a name, and no closed one", async () => {
  usePing('printf "%s " "$@" >&2; exit 2');
  const seen = await check("::1");
  expect(seen.outcome).toBe("internal");
  expect(seen.evidence().message).toBe("ping said: -n -c 3 -i 0.2 -W 2 ::1");
  const guarded = await findNodePing({ egress: PUBLIC_EGRESS });
  if (guarded === null) throw new Error("There is no ping.");
  const closed = await createPingRunner({ ping: guarded })(
    configWith(PingCheck.parse({ kind: "ping", host: "127.0.0.1" })),
  );
  expect(closed.outcome).toBe("blocked");
});

test("a program that does not end is interrupted before the time is up", async () => {
  usePing("trap '' INT; while :; do sleep 0.05; done");
  const seen = await check("::1", {}, 600);
  expect(seen.outcome).toBe("timeout");
  expect(seen.totalUs).toBeLessThan(1_500_000);
});

test("what an interrupted program has seen counts", async () => {
  const summary = "echo '2 packets transmitted, 1 received'; exit 0";
  usePing(
    `echo '64 bytes from ::1: icmp_seq=1 ttl=64 time=5.5 ms'; trap "${summary}" INT; while :; do sleep 0.05; done`,
  );
  const seen = await check("::1", { packets: 2, maxLossPercent: 50 }, 700);
  expect(seen).toMatchObject({ outcome: "ok", totalUs: 5500 });
});
