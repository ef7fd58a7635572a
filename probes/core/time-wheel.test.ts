import fc from "fast-check";
import { expect, test } from "vitest";
import { FakeClock } from "#probes/testing/fake-clock.ts";
import { TimeWheel } from "./time-wheel.ts";

const NAP_MS = 500;

test("every item is handed over exactly once, in its millisecond or at once when it is past", () => {
  const delays = fc.array(fc.integer({ min: -5000, max: 400_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(delays, fc.array(fc.nat(3000), { maxLength: 5 }), (wanted, pauses) => {
      const clock = new FakeClock();
      const late: number[] = [];
      const wheel = new TimeWheel<number>(clock, (at) => late.push(clock.time - at), NAP_MS);
      const addedLate: number[] = [];
      for (const [index, delay] of wanted.entries()) {
        clock.advance(pauses[index] ?? 0);
        wheel.add(clock.time + delay, clock.time + Math.max(0, delay));
        addedLate.push(delay);
      }
      clock.advance(410_000);
      expect(late).toHaveLength(addedLate.length);
      expect(Math.max(0, ...late)).toBeLessThanOrEqual(1);
      expect(wheel.size).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("a wheel that was idle for an hour is on time again", () => {
  const clock = new FakeClock();
  const fired: number[] = [];
  const wheel = new TimeWheel<number>(clock, () => fired.push(clock.time), NAP_MS);
  clock.advance(3_600_000);
  const due = clock.time + 7;
  wheel.add(due, 1);
  clock.advance(20);
  expect(fired).toEqual([due]);
});

test("items keep their wall-clock time when the clock steps back by an hour", () => {
  const clock = new FakeClock();
  const fired: number[] = [];
  const wheel = new TimeWheel<number>(clock, () => fired.push(clock.time), NAP_MS);
  clock.advance(5000);
  wheel.add(clock.time + 10_000, 1);
  clock.advance(2000);
  clock.step(-3_600_000);
  const due = clock.time + 5000;
  wheel.add(due, 2);
  clock.advance(6000);
  expect(fired).toHaveLength(1);
  expect((fired[0] ?? 0) - due).toBeLessThanOrEqual(500);
});

test("100,000 items cost little", () => {
  const clock = new FakeClock();
  let fired = 0;
  const wheel = new TimeWheel<number>(
    clock,
    () => {
      fired += 1;
    },
    NAP_MS,
  );
  // By its own account, not by the wall clock: others may have the CPU meanwhile.
  const from = process.cpuUsage();
  for (let index = 0; index < 100_000; index += 1) wheel.add(clock.time + 1 + (index % 75_000), index);
  clock.advance(80_000);
  expect(fired).toBe(100_000);
  const { user, system } = process.cpuUsage(from);
  expect(user + system).toBeLessThan(3_000_000);
});
