import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  judgeAfterwards,
  judgeAgain,
  judgeAsTheyArrive,
  WORLD_START,
  type World,
  worlds,
} from "#testing/verdict-world.ts";
import { REPORT_BOUND_MS, type Reading } from "./judgement.ts";
import { emptyMemory } from "./memory.ts";

const RUNS = { numRuns: 400 };
/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });
const AFTER_MS = 30 * 60_000;

test("judging again without news changes nothing", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 0, max: 60_000 }), (world, laterMs) => {
      const { memory } = judgeAsTheyArrive(world);
      const endsAt = WORLD_START + AFTER_MS;
      expect(judgeAgain(world, memory, endsAt)).toEqual({ steps: [], memory });
      const later = judgeAgain(world, memory, endsAt + laterMs);
      expect(later.steps).toEqual([]);
      expect({ ...later.memory, at: 0 }).toEqual({ ...memory, at: 0 });
    }),
    RUNS,
  );
});

test("while reports still come, judging twice at the same moment changes nothing", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 0, max: 120_000 }), (world, afterMs) => {
      const nowMs = WORLD_START + afterMs;
      const once = judgeAgain(world, emptyMemory(WORLD_START), nowMs);
      expect(judgeAgain(world, once.memory, nowMs)).toEqual({ steps: [], memory: once.memory });
    }),
    RUNS,
  );
});

test("a sick region never votes: whatever it saw, the steps are the same", () => {
  fc.assert(
    fc.property(worlds, (given) => {
      const world: World = { ...given, faults: [{ region: "a", fromMs: WORLD_START - 1, toMs: null }] };
      const mirrored = { ...world, slots: world.slots.map(mirrorOfA) };
      const { steps } = judgeAfterwards(world);
      expect(judgeAfterwards(mirrored).steps).toEqual(steps);
      expect(steps.flatMap((step) => step.readings).filter(({ region }) => region === "a")).toEqual([]);
    }),
    RUNS,
  );
});

function mirrorOfA(slot: World["slots"][number]): World["slots"][number] {
  if (slot.region !== "a" || slot.seen === null) return slot;
  const { reading, delayMs } = slot.seen;
  return {
    ...slot,
    seen: { delayMs, reading: { ...reading, outcome: reading.outcome === "ok" ? "dns" : "ok" } },
  };
}

test("with all regions sick it is unknown, never down", () => {
  fc.assert(
    fc.property(worlds, (given) => {
      const fromMs = WORLD_START + 60_000;
      const world = {
        ...given,
        windows: [],
        faults: given.regions.map((region) => ({ region, fromMs, toMs: null })),
      };
      const { steps } = judgeAfterwards(world);
      expect(steps.filter((step) => step.at >= fromMs && step.raw !== "unknown")).toEqual([]);
    }),
    RUNS,
  );
});

test("nothing is told as down inside the grace or inside maintenance", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      for (const { at, to } of judgeAsTheyArrive(world).steps) {
        const isHidden = world.windows.some(
          (window) => window.fromMs <= at && (window.toMs === null || at < window.toMs),
        );
        if (isHidden) expect(to).toBe("maintenance");
        if (at < world.beganAt + world.policy.graceSec * 1000) expect(to).not.toBe("down");
      }
    }),
    RUNS,
  );
});

test("nothing is down before a region failed as often as the policy asks", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      let raw = "unknown";
      for (const step of judgeAfterwards(world).steps) {
        const hasGoneDown = step.raw === "down" && raw !== "down";
        raw = step.raw;
        if (!hasGoneDown) continue;
        expect(step.readings.filter((reading) => reading.outcome === "ok")).toEqual([]);
        expect(step.readings.length).toBeGreaterThanOrEqual(world.policy.failuresInARow);
        expect(step.readings.every((reading) => reading.at <= step.at)).toBe(true);
      }
    }),
    RUNS,
  );
});

test("steps follow from one another", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { steps, memory } = judgeAsTheyArrive(world);
      let [shown, raw, at] = ["unknown", "unknown", WORLD_START];
      for (const step of steps) {
        expect(step.from).toBe(shown);
        expect([step.to, step.raw]).not.toEqual([shown, raw]);
        expect(step.at).toBeGreaterThan(at);
        [shown, raw, at] = [step.to, step.raw, step.at];
      }
      expect([memory.shown, memory.raw]).toEqual([shown, raw]);
    }),
    RUNS,
  );
});

test("a tick that comes too late changes no step that was told, and none is dated before it came", () => {
  const late = fc.record({ beforeMs: fc.integer({ min: 1, max: 60_000 }), isOk: fc.boolean() });
  fc.assert(
    fc.property(worlds, fc.array(late, { minLength: 1, maxLength: 5 }), (world, lates) => {
      const told = judgeAsTheyArrive(world);
      const decidedAt = told.memory.at;
      const slots = lates.map(({ beforeMs, isOk }, index) => {
        const region = world.regions[index % world.regions.length] ?? "a";
        const at = decidedAt - beforeMs;
        const reading: Reading = {
          region,
          scheduledAt: at - 50,
          at,
          outcome: isOk ? "ok" : "timeout",
          origin: "scheduled",
          phasesUs: { total: 50_000, dns: null, connect: null, tls: null, ttfb: null, transfer: null },
        };
        return { region, scheduledAt: at - 50, seen: { reading, delayMs: 600_000 } };
      });
      const after = judgeAgain(
        { ...world, slots: [...world.slots, ...slots] },
        told.memory,
        decidedAt + 600_000 + REPORT_BOUND_MS,
      );
      expect(after.steps.filter((step) => step.at <= decidedAt)).toEqual([]);
    }),
    RUNS,
  );
});
