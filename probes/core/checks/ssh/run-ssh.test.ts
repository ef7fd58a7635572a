import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { SshCheck } from "#contracts/checks/ssh.ts";
import { createNodeDial } from "#probes/platform/node/node-wire.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { configWith } from "../../../testing/check-config.ts";
import { closeTargets, listen } from "../../../testing/socket-targets.ts";
import { createSshRunner } from "./run-ssh.ts";

const run = createSshRunner({ dial: createNodeDial({ egress: OPEN_EGRESS }) });
afterEach(closeTargets);

test.each([
  { says: "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", outcome: "ok", version: "OpenSSH_9.2p1" },
  { says: "Welcome!\r\nNo entry.\r\nSSH-1.99-Cisco-1.25\n", outcome: "ok", version: "Cisco-1.25" },
  { says: "SSH-1.5-old\r\n", outcome: "protocol", version: null },
  { says: "SSH-2.0-\r\n", outcome: "protocol", version: null },
  { says: "220 mail.example ESMTP\r\n".repeat(60), outcome: "protocol", version: null },
  { says: `SSH-2.0-${"x".repeat(300)}\r\n`, outcome: "protocol", version: null },
])("%s", async ({ says, outcome, version }) => {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.write(says);
  });
  const port = await listen(server);
  const assertions = { match: "all", list: [{ source: "body", comparison: "startsWith", expected: "SSH-" }] };
  const seen = await run(configWith(SshCheck.parse({ kind: "ssh", host: "127.0.0.1", port, assertions })));
  expect(seen.outcome).toBe(outcome);
  expect(seen.findings ?? []).toEqual(version === null ? [] : [{ key: "serverVersion", value: version }]);
});
