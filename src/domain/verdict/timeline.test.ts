import { describe, expect, test } from "vitest";
import { inputWith, policyWith, readingAt, readingsOf, START } from "#testing/verdict-input.ts";
import { evaluate } from "./evaluate.ts";
import type { VerdictInput } from "./judgement.ts";

const LONELY = { regions: ["a"], policy: policyWith({ failuresInARow: 1 }) };
const OFF = { flapping: null };

/** `20 unknown → up` for every step, by seconds after START. */
function stepsOf(some: Partial<VerdictInput>): string[] {
  return evaluate(inputWith(some)).steps.map(
    ({ at, from, to, raw }) => `${(at - START) / 1000} ${from} → ${to}${raw === to ? "" : ` (${raw})`}`,
  );
}

/** Without the silence that ends every line of these tests. */
function told(some: Partial<VerdictInput>): string[] {
  const lastAt = Math.max(...(some.readings ?? []).map((reading) => reading.at));
  return stepsOf({ nowMs: lastAt, ...some });
}

describe("maintenance is from its first millisecond to before its last", () => {
  const failsAt = (at: number) => [readingAt("a", 10), readingAt("a", at / 1000, { outcome: "dns" })];
  const windows = [{ name: "Deploy", fromMs: START + 60_000, toMs: START + 90_000 }];

  test.each<{ name: string; at: number; steps: string[] }>([
    {
      name: "a failure 1 ms before it is told",
      at: 59_999,
      steps: ["10 unknown → up", "59.999 up → down", "60 down → maintenance (down)", "90 maintenance → down"],
    },
    {
      name: "one at its start is not, until it is over",
      at: 60_000,
      steps: ["10 unknown → up", "60 up → maintenance (down)", "90 maintenance → down"],
    },
    {
      name: "one 1 ms before its end is told at its end",
      at: 89_999,
      steps: [
        "10 unknown → up",
        "60 up → maintenance (up)",
        "89.999 maintenance → maintenance (down)",
        "90 maintenance → down",
      ],
    },
    {
      name: "one at its end is told",
      at: 90_000,
      steps: ["10 unknown → up", "60 up → maintenance (up)", "90 maintenance → down"],
    },
  ])("$name", ({ at, steps }) => {
    expect(stepsOf({ ...LONELY, readings: failsAt(at), windows, nowMs: START + 95_000 })).toEqual(steps);
  });

  test("what came back meanwhile is up afterwards, and nobody hears of it", () => {
    const readings = readingsOf({ a: ".....xx......" });
    expect(
      told({ ...LONELY, readings, windows: [{ name: "x", fromMs: START + 55_000, toMs: START + 100_000 }] }),
    ).toEqual([
      "10 unknown → up",
      "55 up → maintenance (up)",
      "60 maintenance → maintenance (down)",
      "80 maintenance → maintenance (up)",
      "100 maintenance → up",
    ]);
  });

  test("sentences name the window and what is seen behind it", () => {
    const { steps } = evaluate(
      inputWith({ ...LONELY, readings: failsAt(70_000), windows, nowMs: START + 95_000 }),
    );
    expect(steps.map((step) => step.reason)).toEqual([
      "The only region with a vote (a) succeeded.",
      "Maintenance “Deploy” began; nobody is told until it is over.",
      "The only region with a vote (a) failed: DNS failure from a. Nobody was told because of maintenance “Deploy”.",
      "Maintenance is over: The only region with a vote (a) failed: DNS failure from a.",
    ]);
    expect(steps.at(-1)?.firstFailedAt).toBe(START + 70_000);
  });
});

describe("a fault is from its first millisecond to before its last", () => {
  const faults = [{ region: "a", fromMs: START + 60_000, toMs: START + 80_000 }];
  test.each([
    { name: "1 ms before", at: 59_999, isCounted: true },
    { name: "at its start", at: 60_000, isCounted: false },
    { name: "1 ms before its end", at: 79_999, isCounted: false },
    { name: "at its end", at: 80_000, isCounted: true },
  ])("$name", ({ at, isCounted }) => {
    const readings = [readingAt("a", 10), readingAt("a", at / 1000, { outcome: "dns" })];
    const steps = stepsOf({ ...LONELY, readings, faults, nowMs: START + 85_000 });
    expect(steps.some((step) => step.includes("→ down"))).toBe(isCounted);
  });

  test("a region starts afresh after its fault: what it saw before is forgotten", () => {
    const readings = readingsOf({ a: ".xx  ", b: ".  xx", c: "....." });
    const sick = [{ region: "a", fromMs: START + 31_000, toMs: START + 40_500 }];
    expect(told({ readings })).toContain("51 up → down");
    expect(told({ readings, faults: sick })).toEqual(["10 unknown → up"]);
  });
});

describe("flapping", () => {
  const flapping = { changes: 4, windowSec: 900, calmSec: 60 };
  const square = (periods: number) => `.${"x.".repeat(periods)}`;
  const wave = (line: string, some: Partial<typeof flapping> = {}) =>
    told({
      regions: ["a"],
      policy: policyWith({ failuresInARow: 1, flapping: { ...flapping, ...some } }),
      readings: readingsOf({ a: line }),
    });

  test("eight square waves are one pair of alerts before it and one end", () => {
    const steps = wave(`${square(8)}......`);
    expect(steps.filter((step) => !step.includes("flapping → flapping"))).toEqual([
      "10 unknown → up",
      "20 up → down",
      "30 down → up",
      "40 up → down",
      "50 down → flapping (up)",
      "230 flapping → up",
    ]);
    expect(steps.filter((step) => step.includes("flapping → flapping"))).toHaveLength(12);
  });

  test.each([
    { changes: 3, ends: "40 up → flapping (down)" },
    { changes: 5, ends: "60 up → flapping (down)" },
    { changes: 16, ends: "170 down → flapping (up)" },
    { changes: 17, ends: "170 down → up" },
  ])("$changes changes make it flap exactly then", ({ changes, ends }) => {
    const steps = wave(square(8), { changes });
    expect(steps.filter((step) => !step.includes("flapping → flapping")).at(-1)).toBe(ends);
  });

  test("changes on or before the edge of the window do not count", () => {
    expect(wave(square(2), { windowSec: 30 }).at(-1)).toBe("50 down → up");
    expect(wave(square(2), { windowSec: 31 }).at(-1)).toBe("50 down → flapping (up)");
  });

  test("it ends exactly after the calm, also when it is down then", () => {
    expect(wave(`${square(2)}.....`).at(-1)).toBe("50 down → flapping (up)");
    expect(wave(`${square(2)}......`).at(-1)).toBe("110 flapping → up");
    expect(wave(`${square(2)}xxxxxxx`).at(-1)).toBe("120 flapping → down");
  });

  test("after the calm the count begins anew", () => {
    expect(wave(`${square(2)}......x.`).slice(-3)).toEqual([
      "110 flapping → up",
      "120 up → down",
      "130 down → up",
    ]);
  });

  test("its sentence counts the changes", () => {
    const input = inputWith({
      regions: ["a"],
      policy: policyWith({ failuresInARow: 1, flapping }),
      readings: readingsOf({ a: square(2) }),
      nowMs: START + 50_000,
    });
    expect(evaluate(input).steps.at(-1)).toMatchObject({
      reason:
        "It went down or came back 4 times within 15 min, at last so: The only region with a vote (a) succeeded.",
      firstFailedAt: START + 20_000,
    });
  });
});

describe("coming back", () => {
  test("is as slow as the policy asks", () => {
    const policy = policyWith({ successesInARow: 3, ...OFF });
    expect(
      told({ policy, readings: readingsOf({ a: "...xx.x..x...", b: "...xx.x..x...", c: "...xx.x..x..." }) }),
    ).toEqual(["31 unknown → up", "51 up → down", "131 down → up"]);
  });

  test("needs so many regions that the others cannot hold it down", () => {
    expect(told({ readings: readingsOf({ a: ".xx..", b: ".xxxx", c: ".xxxx" }) })).toEqual([
      "10 unknown → up",
      "31 up → down",
    ]);
    expect(told({ readings: readingsOf({ a: ".xx..", b: ".xx..", c: ".xxxx" }) })).toContain("41 down → up");
  });
});

describe("grace", () => {
  const policy = policyWith({ graceSec: 60, failuresInARow: 1 });

  test("holds a down back to its last millisecond", () => {
    const readings = [readingAt("a", 10, { outcome: "reset" }), readingAt("a", 59.999, { outcome: "reset" })];
    const input = inputWith({ regions: ["a"], policy, readings, nowMs: START + 59_999 });
    expect(evaluate(input)).toMatchObject({
      steps: [],
      dueAt: START + 60_000,
      advisories: [
        {
          region: "a",
          since: START + 10_000,
          reason:
            "a failed: connection reset. Nobody was told, because the grace of 60 s after its beginning is not over.",
        },
      ],
    });
    const { steps } = evaluate({ ...input, nowMs: START + 60_000 });
    expect(steps).toMatchObject([
      {
        at: START + 60_000,
        to: "down",
        reason: "The grace of 60 s is over: The only region with a vote (a) failed: connection reset from a.",
      },
    ]);
  });
});

describe("slow rules", () => {
  const slowRules = [{ phase: "total" as const, limit: { kind: "absolute" as const, ms: 1000 } }];
  const policy = policyWith({ slowRules });

  test("slow in most regions is degraded, swift is up again", () => {
    const readings = readingsOf({ a: ".ss..", b: ".ss..", c: "....." });
    expect(told({ policy, readings })).toEqual(["10 unknown → up", "31 up → degraded", "40 degraded → up"]);
    expect(evaluate(inputWith({ policy, readings })).steps[1]?.reason).toBe(
      "2 of 3 healthy regions were slow twice in a row: 2 s in all from a, where 1 s are allowed; 2 s in all from b, where 1 s are allowed.",
    );
  });

  test("relative rules wait until a median is known", () => {
    const relative = policyWith({
      slowRules: [{ phase: "total", limit: { kind: "relative", percent: 150 } }],
    });
    const readings = readingsOf({ a: ".ss", b: ".ss", c: ".ss" });
    expect(told({ policy: relative, readings })).toEqual(["10 unknown → up"]);
    expect(told({ policy: relative, readings, mediansUs: { total: 500_000 } })).toContain("31 up → degraded");
    expect(told({ policy: relative, readings, mediansUs: { total: 1_400_000 } })).toEqual([
      "10 unknown → up",
    ]);
  });

  test("a phase that nobody saw is not slow", () => {
    const dns = policyWith({ slowRules: [{ phase: "dns", limit: { kind: "absolute", ms: 1 } }] });
    expect(told({ policy: dns, readings: readingsOf({ a: ".ss", b: ".ss", c: ".ss" }) })).toEqual([
      "10 unknown → up",
    ]);
  });
});

describe("a region that fails alone", () => {
  test("is shown with the reason why nobody was told", () => {
    const { advisories, steps } = evaluate(
      inputWith({ readings: readingsOf({ a: "....", b: ".xxx", c: "...." }), nowMs: START + 45_000 }),
    );
    expect(steps).toHaveLength(1);
    expect(advisories).toEqual([
      {
        region: "b",
        since: START + 21_000,
        reason:
          "b failed twice in a row: timeout. Nobody was told, because 2 of 3 healthy regions must agree and only 1 does.",
      },
    ]);
  });

  test("is over with its next success", () => {
    const readings = readingsOf({ a: ".....", b: ".xxx.", c: "....." });
    expect(evaluate(inputWith({ readings, nowMs: START + 55_000 })).advisories).toEqual([]);
  });
});

describe("what is still on its way", () => {
  const readings = readingsOf({ a: ".xx", b: ".x " }).concat(
    readingAt("b", 30.5, { outcome: "timeout" }),
    readingAt("c", 12),
  );
  const missing = [{ region: "c", scheduledAt: START + 30_100 }];

  test("holds a change back that it could overturn, for a second", () => {
    const input = inputWith({ readings, missing, nowMs: START + 30_510 });
    const held = evaluate(input);
    expect(held).toMatchObject({ dueAt: START + 31_501, memory: { shown: "up" } });
    expect(held.steps.map((step) => step.to)).toEqual(["up"]);
    const due = evaluate({ ...input, memory: held.memory, nowMs: START + 31_501 });
    expect(due.steps).toMatchObject([{ at: START + 30_500, to: "down" }]);
  });

  test("holds nothing back when it began later, has no vote, or is lost", () => {
    const now = { readings, nowMs: START + 30_510 };
    const isDown = (some: Partial<VerdictInput>) =>
      evaluate(inputWith({ ...now, ...some })).memory.shown === "down";
    expect(isDown({})).toBe(true);
    expect(isDown({ missing: [{ region: "c", scheduledAt: START + 30_506 }] })).toBe(true);
    expect(isDown({ missing: [{ region: "elsewhere", scheduledAt: START + 30_100 }] })).toBe(true);
    expect(isDown({ missing: [{ region: "c", scheduledAt: START + 5_000 }] })).toBe(true);
    expect(isDown({ missing, faults: [{ region: "c", fromMs: START + 30_000, toMs: null }] })).toBe(true);
  });
});

test("a clock of a probe that runs ahead delays nothing", () => {
  const readings = readingsOf({ a: ".xx", b: ".xx", c: "..." });
  const { steps } = evaluate(inputWith({ readings, nowMs: START + 30_900 }));
  expect(steps.at(-1)).toMatchObject({ to: "down", at: START + 30_900 });
});

test("regression: ten minutes late, a failure is history and no alert (F25)", () => {
  const readings = readingsOf({ a: ".".repeat(70), b: ".".repeat(70), c: ".".repeat(70) });
  const first = evaluate(inputWith({ readings, nowMs: START + 703_000 }));
  const late = ["a", "b", "c"].flatMap((region) => [
    readingAt(region, 65, { outcome: "timeout" }),
    readingAt(region, 66, { outcome: "timeout" }),
  ]);
  const again = evaluate(
    inputWith({ memory: first.memory, readings: [...readings, ...late], nowMs: START + 703_500 }),
  );
  expect(again.steps).toEqual([]);
});
