import * as fc from "fast-check";
import { expect, test } from "vitest";
import { policyWith, readingAt, readingsOf, START } from "#testing/verdict-input.ts";
import { INTERVAL_MS, judgeAsTheyArrive, WORLD_START, type World, worlds } from "#testing/verdict-world.ts";
import { type Alert, type ReplayInput, replay } from "./replay.ts";

const LONELY = policyWith({ failuresInARow: 1 });

function inputWith(some: Partial<ReplayInput>): ReplayInput & { toMs: number } {
  return {
    policy: LONELY,
    intervalMs: 10_000,
    beganAt: START,
    regions: ["a"],
    faults: [],
    windows: [],
    fromMs: START,
    toMs: START + 300_000,
    ...some,
  };
}

/** `60–80 down`, by seconds after START; without an end `60– down`. */
function alertsOf(line: string, some: Partial<ReplayInput> = {}): string[] {
  const readings = readingsOf({ a: line });
  return [...replay(inputWith(some), [readings])].map(({ startedAt, endedAt, kind }) => {
    const end = endedAt === null ? "" : (endedAt - START) / 1000;
    return `${(startedAt - START) / 1000}–${end} ${kind}`;
  });
}

test.each<{ name: string; line: string; some?: Partial<ReplayInput>; alerts: string[] }>([
  { name: "all well is no alert", line: "......", alerts: [] },
  { name: "an outage is one", line: "..xx..", alerts: ["30–50 down"] },
  { name: "one that lasts has no end", line: "..xx", alerts: ["30– down"] },
  { name: "silence does not end it", line: "..xx              ..", alerts: ["30–190 down"] },
  {
    name: "flapping is one more word for the same",
    line: ".x.x.x.......",
    some: {
      policy: { ...LONELY, flapping: { changes: 3, windowSec: 600, calmSec: 60 } },
    },
    alerts: ["20–30 down", "40–130 flapping"],
  },
  {
    name: "what is over before the maintenance is, never was",
    line: "..xx......",
    some: { windows: [{ name: "x", fromMs: START + 20_000, toMs: START + 60_000 }] },
    alerts: [],
  },
  {
    name: "what is not is told then",
    line: "..xxxxxx..",
    some: { windows: [{ name: "x", fromMs: START + 20_000, toMs: START + 60_000 }] },
    alerts: ["60–90 down"],
  },
])("$name", ({ line, some, alerts }) => {
  expect(alertsOf(line, some)).toEqual(alerts);
});

test("relative rules use the medians of their hour", () => {
  const hourMs = 3_600_000;
  const policy = policyWith({
    failuresInARow: 1,
    slowRules: [{ phase: "total", limit: { kind: "relative", percent: 200 } }],
  });
  const readings = [0, 30, 60, 90].map((minute) => readingAt("a", minute * 60 + 10, { totalMs: 400 }));
  const mediansOf = (hour: number) => ({ total: hour < START + hourMs ? 300_000 : 100_000 });
  const input = inputWith({ policy, intervalMs: 1_800_000, mediansOf });
  const alerts = [...replay({ ...input, toMs: START + 2 * hourMs }, [readings])];
  expect(alerts).toMatchObject([{ kind: "degraded", startedAt: START + hourMs + 10_000, endedAt: null }]);
});

test("a replay of what was stored tells what was told live, however it is cut into chunks", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 9 }), (world, size) => {
      expect([...replay(toReplay(world), chunksOf(world, size))]).toEqual(liveAlerts(world));
    }),
    { numRuns: 300 },
  );
}, 60_000);

function toReplay(world: World): ReplayInput & { toMs: number } {
  const { policy, regions, faults, windows, beganAt } = world;
  return {
    policy,
    regions,
    faults,
    windows,
    beganAt,
    intervalMs: INTERVAL_MS,
    fromMs: WORLD_START,
    toMs: WORLD_START + 30 * 60_000,
    mediansOf: () => ({ total: 400_000 }),
  };
}

function chunksOf(world: World, size: number) {
  const readings = world.slots.flatMap(({ seen }) => seen?.reading ?? []).sort((a, b) => a.at - b.at);
  const chunks: (typeof readings)[] = [];
  for (const reading of readings) {
    const chunk = chunks.at(-1);
    const isFull = chunk === undefined || (chunk.length >= size && chunk.at(-1)?.at !== reading.at);
    if (isFull) chunks.push([reading]);
    else chunk.push(reading);
  }
  return chunks;
}

function liveAlerts(world: World): Alert[] {
  const alerts: Alert[] = [];
  let open: Alert | null = null;
  for (const { at, to, firstFailedAt, reason } of judgeAsTheyArrive(world).steps) {
    if (open === null && (to === "down" || to === "flapping" || to === "degraded")) {
      open = { startedAt: at, endedAt: null, kind: to, firstFailedAt, reason };
      alerts.push(open);
    } else if (open !== null && to === "up") {
      open.endedAt = at;
      open = null;
    }
  }
  return alerts;
}

test("a region that fails now and then and alone is no alert in days", () => {
  const chunks = (function* () {
    for (let chunk = 0; chunk < 2; chunk += 1) {
      yield readingsOf({ a: "....".repeat(2500), b: "..x.".repeat(2500), c: "....".repeat(2500) }, 10)
        .map((reading) => ({ ...reading, at: reading.at + chunk * 100_000_000 }))
        .sort((one, other) => one.at - other.at);
    }
  })();
  const alerts = [...replay(inputWith({ policy: policyWith({}), regions: ["a", "b", "c"] }), chunks)];
  expect(alerts).toEqual([]);
});
