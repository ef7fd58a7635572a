import { Outcome } from "#contracts/tick.ts";
import { countSlots } from "#domain/schedule/slots.ts";
import { coverageOf } from "#domain/uptime/coverage.ts";
import { reportUptime, type TimelineStep, type Window } from "#domain/uptime/report-uptime.ts";
import { REPORT_BOUND_MS } from "#domain/verdict/judgement.ts";
import type { MonitorSpec } from "../build-world.ts";
import type { AssignmentRow, TickRow } from "../postgres/tables.ts";
import { START_MS } from "../simulation.ts";
import type { World } from "../world.ts";
import { isOnGrid, STRAGGLER_MS } from "./grid.ts";
import { intersect, type Sight, sureSpans } from "./sure-spans.ts";

const NOTHING_SEEN = new Set(["internal", "blocked"].map((name) => Outcome.options.indexOf(name as Outcome)));
/** A change waits for readings on their way, and counts from then on. */
const SETTLED_MS = 2_500;

/** I13: uptime and coverage are what the stored ticks add up to, wherever these leave no doubt. */
export function checkUptime(world: World): void {
  const { db } = world.postgres;
  const byPlace = groupBy(db.rows(db.tables.tick), (tick) => `${tick.monitorId}:${tick.regionId}`);
  const steps = groupBy(
    db.rows(db.tables.transition).sort((a, b) => a.seq - b.seq),
    (row) => String(row.monitorId),
  );
  const grids = groupBy(db.rows(db.tables.assignment), (row) => `${row.monitorId}:${row.regionId}`);
  for (const spec of world.monitors) {
    const ticks = spec.regionIds.map((regionId) => byPlace.get(`${spec.id}:${regionId}`) ?? []);
    checkIntegral(world, { spec, ticks, steps: steps.get(String(spec.id)) ?? [] });
    for (const [index, regionId] of spec.regionIds.entries()) {
      checkCoverage(world, grids.get(`${spec.id}:${regionId}`) ?? [], ticks[index] ?? []);
    }
  }
}

type History = { spec: MonitorSpec; ticks: readonly TickRow[][]; steps: readonly TimelineStep[] };

/** Where all regions saw the same again and again, the timeline says that and nothing else, to the millisecond. */
function checkIntegral(world: World, { spec, ticks, steps }: History): void {
  const sights = ticks.map((list) => listSights(world, list));
  const { failuresInARow, successesInARow } = spec.policy;
  // Where nobody can contradict, one failure more is asked for.
  const failures = sights.length === 1 ? failuresInARow + 1 : failuresInARow;
  for (const isOk of [true, false]) {
    const wanted = { isOk, needed: isOk ? successesInARow : failures };
    const [first = [], ...others] = sights.map((list) => sureSpans(list, wanted));
    for (const span of others.reduce(intersect, first)) {
      checkSpan(world, { spec, steps, isOk }, { ...span, fromMs: span.fromMs + SETTLED_MS });
    }
  }
}

type Judged = { spec: MonitorSpec; steps: readonly TimelineStep[]; isOk: boolean };

function checkSpan(world: World, { spec, steps, isOk }: Judged, span: Window): void {
  if (span.toMs <= span.fromMs) return;
  const { raw } = reportUptime(steps, [], span);
  const countedMs = isOk ? raw.upMs : raw.downMs;
  const lengthMs = span.toMs - span.fromMs;
  if (countedMs === lengthMs) return;
  world.sim.violate(
    "I13",
    `monitor ${spec.id} was ${isOk ? "up" : "down"} for ${lengthMs} ms from ${span.fromMs - START_MS} on, and ${countedMs} ms count`,
  );
}

/** What came in late, or followed a sickness of the region (also one that fell between two checks), begins a run of its own. */
function listSights(world: World, ticks: readonly TickRow[]): Sight[] {
  const { db } = world.postgres;
  const [first] = ticks;
  const faults = db.rows(db.tables.regionFault).filter(({ regionId }) => regionId === first?.regionId);
  const sights: Sight[] = [];
  let isAfresh = true;
  let previousAt = START_MS;
  for (const { at, tick } of ticks
    .map((tick) => ({ at: completedAt(tick), tick }))
    .sort((a, b) => a.at - b.at)) {
    const isLate = db.committed(db.tables.tick, tick).at > at + REPORT_BOUND_MS;
    const isSick = faults.some(({ fromAt, toAt }) => fromAt <= at && (toAt ?? at) + SETTLED_MS >= at);
    if (faults.some(({ fromAt }) => fromAt > previousAt && fromAt <= at)) isAfresh = true;
    previousAt = at;
    if (isLate || isSick || !isReading(tick)) {
      isAfresh = true;
      continue;
    }
    sights.push({ at, isOk: tick.outcome === 0, isAfresh });
    isAfresh = false;
  }
  return sights;
}

/** The figure that the screens show, against every slot that was due. */
function checkCoverage(world: World, grids: readonly AssignmentRow[], ticks: readonly TickRow[]): void {
  const span = { fromMs: START_MS - 1, toMs: world.sim.loop.now };
  // As the rollup does: what still ran on the old grid while an edit was on its way hides no slot that was due.
  const rolledUp = ticks.filter(
    (tick) => tick.origin === 0 && isReading(tick) && !isStraggler(grids, tick.scheduledAt),
  );
  const expected = grids.reduce(
    (sum, row) => sum + countSlots({ ...row, fromMs: row.fromAt, untilMs: row.untilAt }, span),
    0,
  );
  const due = rolledUp.filter((tick) => grids.some((row) => isOnGrid(row, tick.scheduledAt))).length;
  const shown = coverageOf({ known: rolledUp.length, expected });
  const [grid] = grids;
  if (grid !== undefined && shown !== coverageOf({ known: due, expected })) {
    world.sim.violate(
      "I13",
      `${grid.monitorId}:${grid.regionId} is covered to ${shown}: ${rolledUp.length} of ${expected}, ${due} of them due`,
    );
  }
}

function isStraggler(grids: readonly AssignmentRow[], at: number): boolean {
  return grids.some((row) => isOnGrid(row, at, STRAGGLER_MS)) && !grids.some((row) => isOnGrid(row, at));
}

const completedAt = (tick: TickRow) => tick.scheduledAt + tick.lateMs + Math.round(tick.totalUs / 1000);
const isReading = (tick: TickRow) => tick.vote && !NOTHING_SEEN.has(tick.outcome);

function groupBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
