import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { reportUptime, type TimelineStep, type Uptime, type Window } from "./report-uptime.ts";

/** Others may share the machine. */
vi.setConfig({ testTimeout: 60_000 });

const raw = fc.constantFrom<TimelineStep["raw"][]>("unknown", "up", "down", "degraded");

/** Counts single cells of `cellMs`, each by what holds in its middle: knows nothing of spans, sorting or clipping. */
function countCells(history: History, cellMs: number) {
  const { steps, maintenance, window } = history;
  const all = { upMs: 0, downMs: 0, unknownMs: 0 };
  const kept = { upMs: 0, downMs: 0, unknownMs: 0 };
  let maintenanceMs = 0;
  for (let cell = 0; window.fromMs + cell * cellMs < window.toMs; cell += 1) {
    const middle = window.fromMs + (cell + 0.5) * cellMs;
    const kind = KIND[stateAt(steps, middle)];
    const isMaintenance = maintenance.some((span) => span.fromMs <= middle && middle < span.toMs);
    all[kind] += cellMs;
    if (isMaintenance) maintenanceMs += cellMs;
    else kept[kind] += cellMs;
  }
  return { all, kept, maintenanceMs };
}

const KIND = { unknown: "unknownMs", up: "upMs", degraded: "upMs", down: "downMs" } as const;

/** The last of the steps that are nearest before `at`. */
function stateAt(steps: readonly TimelineStep[], at: number): TimelineStep["raw"] {
  let present: TimelineStep | undefined;
  for (const step of steps) {
    if (step.at <= at && (present === undefined || step.at >= present.at)) present = step;
  }
  return present?.raw ?? "unknown";
}

type History = { steps: TimelineStep[]; maintenance: Window[]; window: Window };

/** Moments on a grid of `cellMs`, so that counting cells is exact; several may fall on one moment. */
function histories(cellMs: number): fc.Arbitrary<History> {
  const moment = fc.integer({ min: -60, max: 260 }).map((cell) => cell * cellMs);
  const span = fc.tuple(moment, moment).map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) }));
  return fc.record({
    steps: fc.array(fc.record({ at: moment, raw }), { maxLength: 25 }),
    maintenance: fc.array(span, { maxLength: 6 }),
    window: fc
      .tuple(fc.nat(120), fc.nat(120))
      .map(([from, length]) => ({ fromMs: from * cellMs, toMs: (from + length) * cellMs })),
  });
}

function expectEqual(uptime: Uptime, counted: Omit<Uptime, "ratio">): void {
  const knownMs = counted.upMs + counted.downMs;
  for (const key of ["upMs", "downMs", "unknownMs"] as const) {
    expect(Math.abs(uptime[key] - counted[key])).toBeLessThanOrEqual(1e-6);
  }
  if (knownMs === 0) expect(uptime.ratio).toBeNull();
  else expect(Math.abs((uptime.ratio ?? Number.NaN) - counted.upMs / knownMs)).toBeLessThanOrEqual(1e-9);
}

test.each([1, 0.25, 3_600_000])(
  "10,000 histories on a grid of %d ms equal the count of cells",
  (cellMs) => {
    fc.assert(
      fc.property(histories(cellMs), (history) => {
        const report = reportUptime(history.steps, history.maintenance, history.window);
        const counted = countCells(history, cellMs);
        expectEqual(report.raw, counted.all);
        expectEqual(report.withoutMaintenance, counted.kept);
        expect(Math.abs(report.maintenanceMs - counted.maintenanceMs)).toBeLessThanOrEqual(1e-6);
      }),
      { numRuns: 10_000 },
    );
  },
  60_000,
);

test("the order of windows and of steps at different moments does not matter, and time is conserved", () => {
  const distinct = histories(1).map((history) => ({
    ...history,
    steps: [...new Map(history.steps.map((step) => [step.at, step])).values()],
  }));
  fc.assert(
    fc.property(distinct, ({ steps, maintenance, window }) => {
      const report = reportUptime(steps, maintenance, window);
      expect(reportUptime(steps.toReversed(), maintenance.toReversed(), window)).toEqual(report);
      const { upMs, downMs, unknownMs } = report.withoutMaintenance;
      expect(upMs + downMs + unknownMs + report.maintenanceMs).toBe(window.toMs - window.fromMs);
    }),
  );
});

const WINDOW = { fromMs: 0, toMs: 1000 };

test.each<{ name: string; steps: TimelineStep[]; maintenance?: Window[]; ratios: (number | null)[] }>([
  { name: "nothing is known before the first step", steps: [{ at: 500, raw: "up" }], ratios: [1, 1] },
  { name: "a monitor without steps has no uptime", steps: [], ratios: [null, null] },
  {
    name: "unknown time is left out",
    steps: [
      { at: 0, raw: "up" },
      { at: 300, raw: "unknown" },
      { at: 900, raw: "down" },
    ],
    ratios: [0.75, 0.75],
  },
  { name: "a degraded target is up", steps: [{ at: -5, raw: "degraded" }], ratios: [1, 1] },
  {
    name: "a step belongs to the time after it, and the end of the window to none",
    steps: [
      { at: 0, raw: "up" },
      { at: 1000, raw: "down" },
    ],
    ratios: [1, 1],
  },
  {
    name: "maintenance begins with its first millisecond and ends before its last",
    steps: [
      { at: 0, raw: "up" },
      { at: 400, raw: "down" },
      { at: 600, raw: "up" },
    ],
    maintenance: [{ fromMs: 400, toMs: 500 }],
    ratios: [0.8, 800 / 900],
  },
  {
    name: "an outage inside maintenance counts in the raw figure alone",
    steps: [
      { at: 0, raw: "up" },
      { at: 400, raw: "down" },
      { at: 600, raw: "up" },
    ],
    maintenance: [
      { fromMs: 350, toMs: 550 },
      { fromMs: 500, toMs: 700 },
    ],
    ratios: [0.8, 1],
  },
  {
    name: "nothing is left of a window that is all maintenance",
    steps: [{ at: 0, raw: "up" }],
    maintenance: [{ fromMs: -10, toMs: 5000 }],
    ratios: [1, null],
  },
  {
    name: "of two steps at one moment the later one holds",
    steps: [
      { at: 0, raw: "up" },
      { at: 500, raw: "up" },
      { at: 500, raw: "down" },
    ],
    ratios: [0.5, 0.5],
  },
  {
    name: "99.995 % is not rounded",
    steps: [
      { at: 0, raw: "up" },
      { at: 999.95, raw: "down" },
    ],
    ratios: [0.99995, 0.99995],
  },
])("$name", ({ steps, maintenance = [], ratios }) => {
  const report = reportUptime(steps, maintenance, WINDOW);
  for (const [at, ratio] of [report.raw.ratio, report.withoutMaintenance.ratio].entries()) {
    const wanted = ratios[at] ?? null;
    if (wanted === null) expect(ratio).toBeNull();
    else expect(ratio).toBeCloseTo(wanted, 12);
  }
});
