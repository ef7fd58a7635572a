import { expect, test } from "vitest";
import { troubleOf } from "./trouble-of.ts";

test.each([
  ["escalation", "degraded", "degraded"],
  ["reminder", "flapping", "flapping"],
  ["escalation", "down", "escalation"],
  ["escalation", undefined, "escalation"],
  ["up", "degraded", "up"],
  ["down", "down", "down"],
] as const)("%s of what was %s at worst is as bad as %s", (kind, worst, trouble) => {
  expect(troubleOf(worst === undefined ? { kind } : { kind, worst })).toBe(trouble);
});
