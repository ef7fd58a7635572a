import { expect, test } from "vitest";
import { nextBackOff } from "./back-off.ts";

test("short lives in a row double the wait up to thirty seconds", () => {
  let attempt = 0;
  const waits = Array.from({ length: 9 }, () => {
    const next = nextBackOff(attempt, 10);
    attempt = next.attempt;
    return next.delayMs;
  });
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

test("a minute of life starts the wait again from half a second", () => {
  expect(nextBackOff(7, 60_000)).toEqual({ attempt: 1, delayMs: 500 });
});
