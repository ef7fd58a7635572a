import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { judgeAfterwards, judgeAsTheyArrive, type World, worlds } from "#testing/verdict-world.ts";

const RUNS = { numRuns: 400 };
/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });
const moments = fc.array(fc.integer({ min: 0, max: 240_000 }), { maxLength: 8 });

test("any delay within the bound gives the same steps as judging all of it afterwards", () => {
  fc.assert(
    fc.property(worlds, moments, (world, extra) => {
      const live = judgeAsTheyArrive(world, extra);
      const afterwards = judgeAfterwards(world);
      expect(live.steps).toEqual(afterwards.steps);
      const { round: _, ...remembered } = live.memory;
      expect(remembered).toEqual({ ...remembered, ...afterwards.memory, round: undefined });
    }),
    RUNS,
  );
});

test("neither the order nor the repetition of readings matters", () => {
  fc.assert(
    fc.property(worlds, fc.infiniteStream(fc.nat()), (world, random) => {
      const shuffled: World = {
        ...world,
        slots: [...world.slots, ...world.slots.filter((_, index) => index % 2 === 0)]
          .map((slot) => ({ slot, key: random.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ slot }) => slot),
      };
      expect(judgeAsTheyArrive(shuffled)).toEqual(judgeAsTheyArrive(world));
    }),
    RUNS,
  );
});
