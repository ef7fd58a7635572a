import { expect, test } from "vitest";
import { drainBucket, type LimitPolicy, takeToken } from "./token-bucket.ts";

const policy: LimitPolicy = { name: "key", quota: 60, windowMs: 60_000 };
const NOW = 1_800_000_000_000;

function take(times: number, { fullAt, nowMs }: { fullAt?: number; nowMs: number }) {
  let state = { fullAt, allowed: 0, last: takeToken(policy, { fullAt, nowMs, cost: 0 }).answer };
  for (let n = 0; n < times; n += 1) {
    const taken = takeToken(policy, { fullAt: state.fullAt, nowMs });
    state = {
      fullAt: taken.fullAt,
      allowed: state.allowed + Number(taken.answer.isAllowed),
      last: taken.answer,
    };
  }
  return state;
}

test("a full bucket gives its quota at once and then says how long to wait", () => {
  const { allowed, last } = take(100, { nowMs: NOW });
  expect(allowed).toBe(60);
  expect(last).toMatchObject({ isAllowed: false, remaining: 0, waitMs: 1000, resetSec: 60, quota: 60 });
});

test("tokens come back evenly, and never more than the quota", () => {
  const empty = take(60, { nowMs: NOW });
  expect(take(100, { fullAt: empty.fullAt ?? 0, nowMs: NOW + 10_000 }).allowed).toBe(10);
  expect(take(100, { fullAt: empty.fullAt ?? 0, nowMs: NOW + 3_600_000 }).allowed).toBe(60);
});

test("who is refused loses nothing by asking", () => {
  const empty = take(60, { nowMs: NOW });
  const asked = take(1_000, { fullAt: empty.fullAt ?? 0, nowMs: NOW });
  expect(asked.fullAt).toBe(empty.fullAt);
});

test("whatever the calls, a window plus its burst is the most that passes", () => {
  let fullAt: number | undefined;
  let allowed = 0;
  for (let at = 0; at < 60_000; at += 7) {
    const taken = takeToken(policy, { fullAt, nowMs: NOW + at });
    fullAt = taken.fullAt;
    allowed += Number(taken.answer.isAllowed);
  }
  expect(allowed).toBe(119);
});

test("what another process took is missing here", () => {
  const fullAt = drainBucket(policy, { nowMs: NOW, cost: 50 });
  expect(take(100, { fullAt, nowMs: NOW }).allowed).toBe(10);
  const owed = drainBucket(policy, { nowMs: NOW, cost: 100_000 });
  expect(owed).toBe(NOW + 120_000);
});
