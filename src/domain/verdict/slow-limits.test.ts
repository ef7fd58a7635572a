import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Policy, SlowPhase } from "#contracts/policy.ts";
import { readingAt } from "#testing/verdict-input.ts";
import { isSlow, listSlowLimits, slowestAllowedUs } from "./slow-limits.ts";

test("without rules that apply, nothing can be slow", () => {
  expect(slowestAllowedUs(Policy.parse({}), null)).toBeNull();
  const relative = Policy.parse({ slowRules: [{ phase: "dns", limit: { kind: "relative", percent: 200 } }] });
  expect(slowestAllowedUs(relative, null)).toBeNull();
  expect(slowestAllowedUs(relative, { total: 5 })).toBeNull();
  expect(slowestAllowedUs(relative, { dns: 5_000 })).toBe(10_000);
});

const us = fc.integer({ min: 0, max: 200_000 });
const rules = fc.array(
  fc.record({
    phase: fc.constantFrom(...SlowPhase.options),
    limit: fc.oneof(
      fc.record({ kind: fc.constant("absolute" as const), ms: fc.integer({ min: 1, max: 200 }) }),
      fc.record({ kind: fc.constant("relative" as const), percent: fc.integer({ min: 101, max: 400 }) }),
    ),
  }),
  { maxLength: 4 },
);

test("a check that took no longer in all than is allowed is never slow", () => {
  fc.assert(
    fc.property(
      rules,
      fc.record({ total: us, dns: us }),
      fc.array(fc.option(us), { minLength: 5, maxLength: 5 }),
      us,
      (slowRules, medians, parts, rest) => {
        const [dns = null, connect = null, tls = null, ttfb = null, transfer = null] = parts;
        const total = rest + parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
        const reading = readingAt("a", 1, { phasesUs: { total, dns, connect, tls, ttfb, transfer } });
        const allowedUs = slowestAllowedUs({ slowRules }, medians);
        const canBeSlow = allowedUs !== null && total > allowedUs;
        if (!canBeSlow) expect(isSlow(reading, listSlowLimits({ slowRules }, medians))).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});
