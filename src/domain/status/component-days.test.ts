import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reportUptime, type TimelineStep } from "#domain/uptime/report-uptime.ts";
import { DAY_MS, listDays, type MonitorPast, reportComponent } from "./component-days.ts";

const NOW = Date.UTC(2026, 5, 3, 12);
const TODAY = Date.UTC(2026, 5, 3);
const days = listDays(NOW, 3);
const past = (change: Partial<MonitorPast> = {}): MonitorPast => ({
  createdAt: 0,
  steps: [{ at: 0, raw: "up" }],
  maintenance: [],
  slots: new Map(),
  ...change,
});

test("days are UTC days, and the last one ends now", () => {
  expect(days).toEqual([
    { fromMs: TODAY - 2 * DAY_MS, toMs: TODAY - DAY_MS },
    { fromMs: TODAY - DAY_MS, toMs: TODAY },
    { fromMs: TODAY, toMs: NOW },
  ]);
});

test("degraded time is up time that stands apart, and maintenance is none of both", () => {
  const steps: TimelineStep[] = [
    { at: 0, raw: "up" },
    { at: TODAY, raw: "degraded" },
    { at: TODAY + 3_000, raw: "down" },
    { at: TODAY + 4_000, raw: "up" },
  ];
  const maintenance = [{ fromMs: TODAY + 2_000, toMs: TODAY + 3_500 }];
  const slots = new Map([[TODAY, { known: 9, expected: 10 }]]);
  const report = reportComponent([past({ steps, maintenance, slots })], days);
  expect(report.days[2]).toEqual({
    day: "2026-06-03",
    upMs: DAY_MS / 2 - 4_000,
    degradedMs: 2_000,
    downMs: 500,
    unknownMs: 0,
    maintenanceMs: 1_500,
    coverage: 0.9,
  });
  const knownMs = 2.5 * DAY_MS - 1_500;
  expect(report.uptime).toEqual({
    ratio: (knownMs - 500) / knownMs,
    coverage: 0.9,
    days: 3,
    maintenanceMs: 1_500,
  });
});

test("of several monitors the mean counts, of those that existed that day", () => {
  const young = past({ createdAt: TODAY, steps: [{ at: TODAY, raw: "down" }] });
  const [first, , today] = reportComponent([past(), young], days).days;
  expect(first).toMatchObject({ upMs: DAY_MS, downMs: 0 });
  expect(today).toMatchObject({ upMs: DAY_MS / 4, downMs: DAY_MS / 4 });
});

test("what nobody knows is unknown, and has no uptime", () => {
  const report = reportComponent([past({ createdAt: NOW })], days);
  expect(report.days.map(({ unknownMs }) => unknownMs)).toEqual([DAY_MS, DAY_MS, DAY_MS / 2]);
  expect(report.uptime).toBeNull();
  expect(reportComponent([], days).uptime).toBeNull();
});

test("the uptime of one monitor is the dashboard's, and its days add up to the time that has passed", () => {
  const at = fc.integer({ min: TODAY - 3 * DAY_MS, max: NOW });
  const raw = fc.constantFrom("up", "down", "unknown", "degraded");
  const span = fc.tuple(at, at).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }));
  const history = fc.record({
    steps: fc.array(fc.record({ at, raw })),
    maintenance: fc.array(span, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(history, ({ steps, maintenance }) => {
      const report = reportComponent([past({ steps, maintenance })], days);
      const whole = reportUptime(steps, maintenance, { fromMs: TODAY - 2 * DAY_MS, toMs: NOW });
      const { ratio } = whole.withoutMaintenance;
      if (ratio === null) expect(report.uptime).toBeNull();
      else expect(report.uptime?.ratio).toBeCloseTo(ratio, 9);
      const spent = report.days.map(
        (day) => day.upMs + day.degradedMs + day.downMs + day.unknownMs + day.maintenanceMs,
      );
      expect(spent).toEqual([DAY_MS, DAY_MS, DAY_MS / 2]);
    }),
  );
});
