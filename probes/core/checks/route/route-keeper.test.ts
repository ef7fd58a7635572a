import { expect, test } from "vitest";
import type { Outcome } from "#contracts/tick.ts";
import { aConfig, anObservation } from "../../../testing/probe-rig.ts";
import { RouteKeeper } from "./route-keeper.ts";

function rig() {
  const traced: string[] = [];
  const answers: ((route: string[]) => void)[] = [];
  let now = 0;
  const keeper = new RouteKeeper({
    monotonicMs: () => now,
    trace: (address) => {
      traced.push(address);
      return new Promise((done) => answers.push(done));
    },
  });
  let outcome: Outcome = "timeout";
  const run = keeper.traced<"http">(async () => {
    const seen = anObservation(outcome);
    return { ...seen, evidence: () => ({ ...seen.evidence(), remoteAddress: "192.0.2.1" }) };
  });
  return {
    traced,
    pass: (ms: number) => {
      now += ms;
    },
    finish: async (route: string[]) => {
      answers.shift()?.(route);
      await new Promise((done) => setImmediate(done));
    },
    check: async (next: Outcome, monitorId = 1) => {
      outcome = next;
      return (await run(aConfig(monitorId))).evidence().route;
    },
  };
}

test("the first failing tick does not wait for the route, the next one carries it", async () => {
  const { traced, finish, check } = rig();
  expect(await check("ok")).toBeUndefined();
  expect(await check("timeout")).toBeUndefined();
  expect(await check("timeout")).toBeUndefined();
  await finish(["1 192.0.2.1 1 ms"]);
  expect(await check("refused")).toEqual(["1 192.0.2.1 1 ms"]);
  expect(traced).toEqual(["192.0.2.1"]);
});

test("a monitor is traced once in ten minutes, and not with the route of an earlier failure", async () => {
  const { traced, pass, finish, check } = rig();
  await check("unreachable");
  await finish(["1 old"]);
  await check("ok");
  pass(599_000);
  expect(await check("timeout")).toBeUndefined();
  expect(traced).toHaveLength(1);
  pass(1000);
  await check("timeout");
  expect(traced).toHaveLength(2);
});

test("two routes are followed at once, and none for what the network has no part in", async () => {
  const { traced, finish, check } = rig();
  for (const outcome of ["status", "tls", "blocked", "internal", "assertion", "dns"] as const) {
    await check(outcome);
  }
  expect(traced).toHaveLength(0);
  for (const monitorId of [1, 2, 3]) await check("timeout", monitorId);
  expect(traced).toHaveLength(2);
  await finish([]);
  await check("timeout", 3);
  expect(traced).toHaveLength(3);
});
