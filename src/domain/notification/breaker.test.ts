import fc from "fast-check";
import { expect, test } from "vitest";
import { afterFailure } from "./breaker.ts";

const AT = 1_000_000;

test.each([
  { before: 0, pauseMs: null },
  { before: 3, pauseMs: null },
  { before: 4, pauseMs: 30_000 },
  { before: 5, pauseMs: 60_000 },
  { before: 6, pauseMs: 120_000 },
  { before: 9, pauseMs: 600_000 },
  { before: 500, pauseMs: 600_000 },
])("failure $before + 1 in a row pauses the channel for $pauseMs ms", ({ before, pauseMs }) => {
  expect(afterFailure(before, { atMs: AT, retryAfterMs: null })).toEqual({
    failureStreak: before + 1,
    openUntilMs: pauseMs === null ? null : AT + pauseMs,
  });
});

test("a receiver that asks for time pauses the whole channel, for an hour at most", () => {
  const pause = (retryAfterMs: number) => afterFailure(0, { atMs: AT, retryAfterMs }).openUntilMs;
  expect([pause(90_000), pause(999_999_999)]).toEqual([AT + 90_000, AT + 3_600_000]);
});

test("the longer the streak, the longer the pause, and never less than was asked for", () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(7_200_000), (before, retryAfterMs) => {
      const given = { atMs: AT, retryAfterMs };
      const [one, next] = [afterFailure(before, given), afterFailure(before + 1, given)];
      expect((one.openUntilMs ?? AT) - AT).toBeGreaterThanOrEqual(Math.min(retryAfterMs, 3_600_000));
      expect(next.openUntilMs ?? AT).toBeGreaterThanOrEqual(one.openUntilMs ?? AT);
    }),
  );
});
