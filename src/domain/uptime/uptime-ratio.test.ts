import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Verdict } from "#contracts/verdict.ts";
import { type TimelineStep, uptimeRatio } from "./uptime-ratio.ts";

const verdict = fc.constantFrom<Verdict[]>("unknown", "up", "down", "degraded", "flapping", "maintenance");
const steps = fc.uniqueArray(fc.record({ at: fc.integer({ min: -50, max: 250 }), to: verdict }), {
  selector: (step) => step.at,
  maxLength: 20,
});

test("the integral equals counting each millisecond", () => {
  fc.assert(
    fc.property(steps, fc.nat(100), fc.nat(100), (timeline, fromMs, lengthMs) => {
      const window = { fromMs, toMs: fromMs + lengthMs };
      const sorted = timeline.toSorted((a, b) => a.at - b.at);
      let up = 0;
      let down = 0;
      for (let at = window.fromMs; at < window.toMs; at += 1) {
        const now = sorted.findLast((step) => step.at <= at)?.to ?? "unknown";
        if (now === "down") down += 1;
        if (now === "up" || now === "degraded" || now === "flapping") up += 1;
      }
      const uptime = uptimeRatio(timeline, window);
      expect(uptime).toMatchObject({ upMs: up, downMs: down, unknownMs: lengthMs - up - down });
      expect(uptime.ratio).toBe(up + down === 0 ? null : up / (up + down));
    }),
  );
});

test.each<{ name: string; timeline: TimelineStep[]; ratio: number | null }>([
  { name: "nothing is known before the first step", timeline: [{ at: 500, to: "up" }], ratio: 1 },
  { name: "a monitor without steps has no uptime", timeline: [], ratio: null },
  {
    name: "unknown time is left out",
    timeline: [
      { at: 0, to: "up" },
      { at: 300, to: "unknown" },
      { at: 900, to: "down" },
    ],
    ratio: 0.75,
  },
  {
    name: "99.995 % is not rounded",
    timeline: [
      { at: 0, to: "up" },
      { at: 999.95, to: "down" },
    ],
    ratio: 0.99995,
  },
])("$name", ({ timeline, ratio }) => {
  const uptime = uptimeRatio(timeline, { fromMs: 0, toMs: 1000 });
  if (ratio === null) expect(uptime.ratio).toBeNull();
  else expect(uptime.ratio).toBeCloseTo(ratio, 10);
});
