import { expect, test } from "vitest";
import { PingCheck } from "#contracts/checks/ping.ts";
import { configWith } from "../../../testing/check-config.ts";
import type { PingReport } from "./ping-port.ts";
import { createPingRunner } from "./run-ping.ts";

test.each<{ report: PingReport; outcome: string; says: string }>([
  {
    report: { sent: 4, timesMs: [10, 12, 11, 15], isUnreachable: false },
    outcome: "ok",
    says: "0 of 4 packets were lost; least, mean and most time: 10, 12.000 and 15 ms.",
  },
  { report: { sent: 4, timesMs: [10, 12, 11], isUnreachable: false }, outcome: "ok", says: "1 of 4" },
  { report: { sent: 4, timesMs: [10, 12], isUnreachable: false }, outcome: "assertion", says: "2 of 4" },
  { report: { sent: 4, timesMs: [], isUnreachable: false }, outcome: "timeout", says: "None of 4 packets" },
  { report: { sent: 4, timesMs: [], isUnreachable: true }, outcome: "unreachable", says: "A router" },
])("$outcome: $says", async ({ report, outcome, says }) => {
  const check = PingCheck.parse({ kind: "ping", host: "a.example", packets: 4, maxLossPercent: 25 });
  const seen = await createPingRunner({ ping: async () => report })(configWith(check));
  expect(seen.evidence().message).toContain(says);
  expect(seen.outcome).toBe(outcome);
});

test("jitter is the mean change between round trips, and unknown after one", async () => {
  const list = [{ source: "jitterMs", comparison: "equals", expected: "2.5" }];
  const check = PingCheck.parse({ kind: "ping", host: "a.example", assertions: { match: "all", list } });
  const run = (timesMs: number[]) =>
    createPingRunner({ ping: async () => ({ sent: timesMs.length, timesMs, isUnreachable: false }) })(
      configWith(check),
    );
  expect(await run([10, 12, 9])).toMatchObject({ outcome: "ok", totalUs: 10_333 });
  expect(await run([10])).toMatchObject({ outcome: "assertion" });
});
