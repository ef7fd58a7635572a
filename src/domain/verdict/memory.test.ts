import { expect, test } from "vitest";
import { emptyMemory, readMemory } from "./memory.ts";

const STORED = { verdict: "down" as const, raw: "down" as const, sinceMs: 77 };
const FROM_STORED = { at: 77, raw: "down", shown: "down", flips: [], round: null };

test.each([
  ["nothing", {}],
  ["null", null],
  ["a list", []],
  ["nonsense", { at: "now", raw: "flapping", shown: 3, flips: "many", round: { at: null } }],
])("%s begins with the stored verdict", (_, json) => {
  expect(readMemory(json, STORED)).toEqual(FROM_STORED);
});

test("what was remembered comes back, through JSON, too", () => {
  const memory = {
    at: 1.5,
    raw: "degraded" as const,
    shown: "maintenance" as const,
    flips: [1, 2],
    round: { at: 3, asked: [{ region: "a", scheduledAt: 4 }] },
  };
  expect(readMemory(JSON.parse(JSON.stringify(memory)), STORED)).toEqual(memory);
});

test("a new monitor is unknown", () => {
  expect(emptyMemory(5)).toEqual({ at: 5, raw: "unknown", shown: "unknown", flips: [], round: null });
});
