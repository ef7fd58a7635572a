import fc from "fast-check";
import { expect, test } from "vitest";
import { reportDays } from "./report-days.ts";
import { reportUptime, type TimelineStep } from "./report-uptime.ts";

const days = Array.from({ length: 5 }, (_, day) => ({ fromMs: 100 + day * 100, toMs: 200 + day * 100 }));

test("an outage over midnight belongs to both days, in parts", () => {
  const steps: TimelineStep[] = [
    { at: 0, raw: "up" },
    { at: 180, raw: "down" },
    { at: 230, raw: "up" },
  ];
  const reports = reportDays(steps, [{ fromMs: 210, toMs: 220 }], days);
  expect(reports.map(({ raw }) => raw.downMs)).toEqual([20, 30, 0, 0, 0]);
  expect(reports.map(({ withoutMaintenance }) => withoutMaintenance.downMs)).toEqual([20, 20, 0, 0, 0]);
});

test("each day is what a report of that day alone says", () => {
  const at = fc.integer({ min: 0, max: 650 });
  const raw = fc.constantFrom("up", "down", "unknown", "degraded");
  const span = fc.tuple(at, at).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }));
  fc.assert(
    fc.property(fc.array(fc.record({ at, raw })), fc.array(span, { maxLength: 5 }), (steps, maintenance) => {
      expect(reportDays(steps, maintenance, days)).toEqual(
        days.map((day) => reportUptime(steps, maintenance, day)),
      );
    }),
  );
});
