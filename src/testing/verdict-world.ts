import * as fc from "fast-check";
import { Policy } from "#contracts/policy.ts";
import type { Outcome } from "#contracts/tick.ts";
import { evaluate } from "#domain/verdict/evaluate.ts";
import {
  type MissingReading,
  REPORT_BOUND_MS,
  type Reading,
  type VerdictInput,
  type VerdictMemory,
  type VerdictStep,
} from "#domain/verdict/judgement.ts";
import { emptyMemory } from "#domain/verdict/memory.ts";

export const WORLD_START = 1_800_000_000_000;
export const INTERVAL_MS = 10_000;

/** Some minutes of a monitor: what was due, what was seen, and when each report arrived. */
export type World = Pick<VerdictInput, "policy" | "regions" | "faults" | "windows" | "beganAt"> & {
  slots: Slot[];
};
export type Slot = MissingReading & { seen: { reading: Reading; delayMs: number } | null };

export type Told = { steps: VerdictStep[]; memory: VerdictMemory };

const SETTLED_MS = 30 * 60_000;

/** All at once, long afterwards. */
export function judgeAfterwards(world: World): Told {
  const nowMs = WORLD_START + SETTLED_MS;
  const readings = world.slots.flatMap(({ seen }) => seen?.reading ?? []);
  const { steps, memory } = evaluate({ ...toInput(world), readings, nowMs });
  return { steps, memory };
}

/** As reports arrive, each time the clock is due, and at `extra` moments at which there is no news. */
export function judgeAsTheyArrive(world: World, extra: readonly number[] = []): Told {
  const arrivals = world.slots.flatMap(({ seen }) => (seen ? [seen.reading.at + seen.delayMs] : []));
  const endsAt = WORLD_START + SETTLED_MS;
  const moments = [...new Set([...arrivals, ...extra.map((afterMs) => WORLD_START + afterMs), endsAt])];
  moments.sort((a, b) => a - b);

  const told: Told = { steps: [], memory: emptyMemory(WORLD_START) };
  let dueAt: number | null = null;
  for (const moment of moments) {
    while (dueAt !== null && dueAt < moment) dueAt = judgeAt(world, told, dueAt);
    dueAt = judgeAt(world, told, moment);
  }
  return told;
}

/** One judgement more, with what has arrived by then. */
export function judgeAgain(world: World, memory: VerdictMemory, nowMs: number): Told {
  const told: Told = { steps: [], memory };
  judgeAt(world, told, nowMs);
  return told;
}

function judgeAt(world: World, told: Told, nowMs: number): number | null {
  const readings: Reading[] = [];
  const missing: MissingReading[] = [];
  for (const { region, scheduledAt, seen } of world.slots) {
    if (seen !== null && seen.reading.at + seen.delayMs <= nowMs) readings.push(seen.reading);
    else if (scheduledAt <= nowMs) missing.push({ region, scheduledAt });
  }
  missing.push(...(told.memory.round?.asked.filter(({ scheduledAt }) => scheduledAt <= nowMs) ?? []));
  const judgement = evaluate({ ...toInput(world), memory: told.memory, readings, missing, nowMs });
  told.steps.push(...judgement.steps);
  told.memory = judgement.memory;
  if (judgement.dueAt !== null && judgement.dueAt <= nowMs) throw new Error("The clock is due in the past.");
  return judgement.dueAt;
}

function toInput(world: World): Omit<VerdictInput, "readings" | "nowMs"> {
  return {
    memory: emptyMemory(WORLD_START),
    policy: world.policy,
    intervalMs: INTERVAL_MS,
    timeoutMs: INTERVAL_MS,
    beganAt: world.beganAt,
    regions: world.regions,
    missing: [],
    faults: world.faults,
    windows: world.windows,
    mediansUs: { total: 400_000 },
  };
}

const outcomes = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Outcome>("ok") },
  { weight: 4, arbitrary: fc.constant<Outcome>("timeout") },
  { weight: 1, arbitrary: fc.constant<Outcome>("dns") },
);

export const policies: fc.Arbitrary<Policy> = fc
  .record({
    quorum: fc.oneof(
      fc.constant({ kind: "any" as const }),
      fc.constant({ kind: "majority" as const }),
      fc.constant({ kind: "all" as const }),
      fc.record({ kind: fc.constant("count" as const), regions: fc.integer({ min: 1, max: 4 }) }),
    ),
    failuresInARow: fc.integer({ min: 1, max: 3 }),
    successesInARow: fc.integer({ min: 1, max: 3 }),
    slowRules: fc.oneof(
      fc.constant([]),
      fc.constant([{ phase: "total" as const, limit: { kind: "absolute" as const, ms: 700 } }]),
      fc.constant([{ phase: "total" as const, limit: { kind: "relative" as const, percent: 150 } }]),
    ),
    flapping: fc.option(
      fc.record({
        changes: fc.integer({ min: 3, max: 4 }),
        windowSec: fc.constantFrom(60, 120),
        calmSec: fc.constantFrom(60, 90),
      }),
    ),
    graceSec: fc.constantFrom(0, 0, 30),
  })
  .map((given) => Policy.parse(given));

/** In bursts, as confirmations come, or anywhere in two minutes. */
const moments = fc.oneof(
  fc
    .record({ burst: fc.integer({ min: 0, max: 5 }), afterMs: fc.integer({ min: 0, max: 1500 }) })
    .map(({ burst, afterMs }) => burst * 20_000 + afterMs),
  fc.integer({ min: 0, max: 120_000 }),
);

/** Slots of up to four regions over two minutes, with extra checks between them, losses, slowness and lateness. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    policy: policies,
    regions: fc.integer({ min: 1, max: 4 }).map((count) => ["a", "b", "c", "d"].slice(0, count)),
    ticks: fc.array(
      fc.record({
        region: fc.nat({ max: 3 }),
        startsAt: moments,
        tookMs: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 9_000 })),
        outcome: outcomes,
        isConfirm: fc.boolean(),
        isLost: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
        delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: REPORT_BOUND_MS })),
      }),
      { minLength: 4, maxLength: 60 },
    ),
    fault: fc.option(spans(), { freq: 3 }),
    window: fc.option(spans(), { freq: 3 }),
  })
  .map(({ policy, regions, ticks, fault, window }) => ({
    policy,
    regions,
    beganAt: WORLD_START,
    faults: fault ? [{ region: regions[0] ?? "a", ...fault }] : [],
    windows: window ? [{ name: "Deploy", ...window }] : [],
    slots: toSlots(regions, ticks),
  }));

type RawTick = {
  region: number;
  startsAt: number;
  tookMs: number;
  outcome: Outcome;
  isConfirm: boolean;
  isLost: boolean;
  delayMs: number;
};

function toSlots(regions: readonly string[], ticks: readonly RawTick[]): Slot[] {
  const slots = new Map<string, Slot>();
  for (const tick of ticks) {
    const region = regions[tick.region % regions.length] ?? "a";
    const scheduledAt = WORLD_START + 1 + tick.startsAt;
    const reading: Reading = {
      region,
      scheduledAt,
      at: scheduledAt + tick.tookMs,
      outcome: tick.outcome,
      origin: tick.isConfirm ? "confirm" : "scheduled",
      phasesUs: {
        total: tick.tookMs * 1000,
        dns: null,
        connect: null,
        tls: null,
        ttfb: null,
        transfer: null,
      },
    };
    const seen = tick.isLost ? null : { reading, delayMs: tick.delayMs };
    slots.set(`${region} ${scheduledAt}`, { region, scheduledAt, seen });
  }
  return [...slots.values()];
}

function spans(): fc.Arbitrary<{ fromMs: number; toMs: number }> {
  return fc
    .record({ fromMs: fc.integer({ min: 1, max: 100_000 }), lastsMs: fc.integer({ min: 1, max: 60_000 }) })
    .map(({ fromMs, lastsMs }) => ({
      fromMs: WORLD_START + fromMs,
      toMs: WORLD_START + fromMs + lastsMs,
    }));
}
