import { expect, test } from "vitest";
import { attempt, type RetryPolicy } from "./retry.ts";

function clockwork(random = 1): RetryPolicy & { pauses: number[]; pass(ms: number): void } {
  let now = 0;
  const pauses: number[] = [];
  return {
    tryMs: 1000,
    deadlineMs: 5000,
    now: () => now,
    random: () => random,
    pauses,
    pass: (ms) => {
      now += ms;
    },
    sleep: async (ms) => {
      pauses.push(ms);
      now += ms;
    },
  };
}

/** Fails `failures` times, each after `tookMs`. */
function flaky(policy: ReturnType<typeof clockwork>, failures: number, tookMs = 0) {
  let tries = 0;
  return async () => {
    tries += 1;
    policy.pass(tookMs);
    if (tries <= failures) throw new Error(`try ${tries}`);
    return tries;
  };
}

test("pauses double and stay below their cap", async () => {
  const policy = clockwork();
  expect(await attempt(policy, flaky(policy, 4), () => true)).toBe(5);
  expect(policy.pauses).toEqual([100, 200, 400, 800]);
});

test("chance spreads the pauses", async () => {
  const policy = clockwork(0.5);
  await attempt(policy, flaky(policy, 2), () => true);
  expect(policy.pauses).toEqual([50, 100]);
});

test("five tries are the most", async () => {
  const policy = clockwork();
  await expect(attempt(policy, flaky(policy, 9), () => true)).rejects.toThrow("try 5");
});

test("an error that lasts is thrown at once", async () => {
  const policy = clockwork();
  await expect(attempt(policy, flaky(policy, 1), () => false)).rejects.toThrow("try 1");
  expect(policy.pauses).toEqual([]);
});

test("no try starts that could end after the deadline", async () => {
  const policy = clockwork();
  await expect(attempt(policy, flaky(policy, 9, 1500), () => true)).rejects.toThrow("try 3");
  expect(policy.now()).toBeLessThanOrEqual(policy.deadlineMs);
});
