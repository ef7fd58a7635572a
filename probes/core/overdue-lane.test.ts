import { expect, test } from "vitest";
import { FakeClock } from "#probes/testing/fake-clock.ts";
import { OverdueLane } from "./overdue-lane.ts";

test("regression: what is hopeless takes no turn from those behind it", () => {
  const clock = new FakeClock();
  const released: number[] = [];
  const lane = new OverdueLane<number>(
    clock,
    (item) => released.push(item),
    (item) => item < 40_000,
  );
  for (let item = 0; item < 40_010; item += 1) lane.push(item);
  clock.advance(1_000);
  expect(released).toHaveLength(40_010);
  expect(lane.size).toBe(0);
});
