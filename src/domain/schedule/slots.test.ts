import * as fc from "fast-check";
import { expect, test } from "vitest";
import { countSlots, freshnessMs, type Grid, hashMonitor, slotOffsets, slotsBetween } from "./slots.ts";

const intervalMs = fc.integer({ min: 10, max: 86_400 }).map((seconds) => seconds * 1000);
const grid = fc
  .record({
    intervalMs,
    share: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    fromMs: fc.nat(10_000_000),
  })
  .map(
    ({ share, ...rest }): Grid => ({
      ...rest,
      offsetMs: Math.floor(share * rest.intervalMs),
      untilMs: null,
    }),
  );

test("counting slots gives the length of their list", () => {
  fc.assert(
    fc.property(
      grid,
      fc.nat(50_000_000),
      fc.nat(50_000_000),
      fc.option(fc.nat(60_000_000)),
      (base, a, b, until) => {
        const whole = { ...base, untilMs: until === null ? null : until };
        const span = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
        expect(countSlots(whole, span)).toBe(slotsBetween(whole, span).length);
      },
    ),
  );
});

test("every slot lies on the grid, in the span and in the assignment", () => {
  fc.assert(
    fc.property(grid, fc.nat(20_000_000), fc.nat(5_000_000), (base, fromMs, lengthMs) => {
      const whole = { ...base, untilMs: base.fromMs + 9_000_000 };
      for (const at of slotsBetween(whole, { fromMs, toMs: fromMs + lengthMs })) {
        expect((at - whole.offsetMs) % whole.intervalMs).toBe(0);
        expect(at).toBeGreaterThan(fromMs);
        expect(at).toBeLessThanOrEqual(fromMs + lengthMs);
        expect(at).toBeGreaterThanOrEqual(whole.fromMs);
        expect(at).toBeLessThan(whole.untilMs);
      }
    }),
  );
});

test("a span that is cut anywhere has the same slots as the whole", () => {
  fc.assert(
    fc.property(grid, fc.nat(20_000_000), fc.nat(500_000), fc.nat(500_000), (base, fromMs, first, second) => {
      const cut = fromMs + first;
      const end = cut + second;
      expect([
        ...slotsBetween(base, { fromMs, toMs: cut }),
        ...slotsBetween(base, { fromMs: cut, toMs: end }),
      ]).toEqual(slotsBetween(base, { fromMs, toMs: end }));
    }),
  );
});

test("an edit that keeps the grid leaves neither a hole nor an overlap at its instant", () => {
  fc.assert(
    fc.property(grid, fc.nat(5_000_000), (base, afterMs) => {
      const editedAt = base.fromMs + afterMs;
      const span = { fromMs: base.fromMs - 1, toMs: base.fromMs + 6_000_000 };
      const before = slotsBetween({ ...base, untilMs: editedAt }, span);
      const after = slotsBetween({ ...base, fromMs: editedAt }, span);
      expect([...before, ...after]).toEqual(slotsBetween(base, span));
    }),
  );
});

test("the load is flat: no second of a minute has much more than its share of 60,000 monitors", () => {
  const bins = new Array<number>(60).fill(0);
  for (let monitorId = 1; monitorId <= 60_000; monitorId += 1) {
    const offsetMs = slotOffsets({ monitorId, intervalMs: 60_000, regionIds: [1] }).get(1) ?? 0;
    const bin = Math.floor(offsetMs / 1000);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  expect(Math.max(...bins)).toBeLessThan(1_150);
  expect(Math.min(...bins)).toBeGreaterThan(850);
});

test("neighbouring ids do not fall beside each other", () => {
  const near = Array.from({ length: 1000 }, (_, id) => Math.abs(hashMonitor(id) - hashMonitor(id + 1)));
  const close = near.filter((distance) => distance < 2 ** 32 / 100).length;
  expect(close).toBeLessThan(50);
});

test("regions are spread evenly over the interval, in whatever order they are given", () => {
  const offsets = slotOffsets({ monitorId: 7, intervalMs: 60_000, regionIds: [9, 2, 5, 2] });
  const base = offsets.get(2) ?? Number.NaN;
  expect(offsets.get(5)).toBe((base + 20_000) % 60_000);
  expect(offsets.get(9)).toBe((base + 40_000) % 60_000);
  expect(slotOffsets({ monitorId: 7, intervalMs: 60_000, regionIds: [2, 5, 9] })).toEqual(offsets);
});

test.each([
  [10_000, 10_000],
  [60_000, 60_000],
  [86_400_000, 60_000],
])("a check every %i ms may start %i ms late", (interval, fresh) => {
  expect(freshnessMs(interval)).toBe(fresh);
});
