import { GapReason } from "#contracts/tick.ts";
import { MAX_FRESHNESS_MS, SLOT_DEADLINE_MS, slotsBetween } from "#domain/schedule/slots.ts";
import type { AssignmentRow, GapTableRow, OutageRow, TickRow } from "../postgres/tables.ts";
import { START_MS } from "../simulation.ts";
import type { World } from "../world.ts";
import { isOnGrid, STRAGGLER_MS } from "./grid.ts";

const LOST = GapReason.options.indexOf("lost");
/** One sweep may come late. */
const SWEEP_PATIENCE_MS = 10_000;
/** After the storm everything that was stopped, lost or away has come back by then. */
const RECOVERY_MS = 100_000;
const REPORT_MS = 30_000;

/** I1, I2, I3, I12: every due slot has one end, nothing else has, and nothing was measured too late. */
export function checkSlots(world: World): number {
  const { db } = world.postgres;
  const assignments = db.rows(db.tables.assignment);
  const outages = db.rows(db.tables.outage);
  let slots = 0;
  for (const assignment of assignments) slots += checkAssignment(world, assignment, outages);
  for (const tick of db.rows(db.tables.tick)) checkTick(world, tick, assignments);
  for (const gap of db.rows(db.tables.gap)) checkGap(world, gap, assignments);
  for (const { monitorId, regionId, scheduledAt } of world.accepted) {
    const key = `${monitorId}:${regionId}:${scheduledAt}`;
    if (db.find(db.tables.tick, key) === null) world.sim.violate("I2", `the accepted tick ${key} is gone`);
  }
  return slots;
}

function checkAssignment(world: World, row: AssignmentRow, outages: readonly OutageRow[]): number {
  const { db } = world.postgres;
  const nowMs = world.sim.loop.now;
  const grid = { ...row, fromMs: row.fromAt, untilMs: row.untilAt };
  const due = slotsBetween(grid, { fromMs: START_MS - 1, toMs: nowMs });
  for (const at of due) {
    const key = `${row.monitorId}:${row.regionId}:${at}`;
    const hasTick = db.find(db.tables.tick, key) !== null;
    const hasGap = db.find(db.tables.gap, key) !== null;
    const isDead = at <= nowMs - SLOT_DEADLINE_MS - world.size.sweepEveryMs - SWEEP_PATIENCE_MS;
    if (isDead && !hasTick && !hasGap && !outages.some((outage) => covers(outage, row.regionId, at))) {
      world.sim.violate("I1", `the slot ${key} is neither a tick nor a gap`);
    }
    if (isDead && hasTick && hasGap) world.sim.violate("I1", `the slot ${key} is a tick and a gap`);
    // What an edit cuts short before the schedule has looked is nobody's job any more.
    if (row.untilAt === null) checkLost(world, key);
    const isCalm = at >= START_MS + world.stormMs + RECOVERY_MS && at <= nowMs - REPORT_MS;
    if (isCalm && !hasTick) world.sim.violate("G1", `the slot ${key} was not measured long after the storm`);
  }
  return due.length;
}

/**
 * What counts as lost was given to probes once: the schedule itself loses nothing. Except that an edit between a slice
 * whose commit failed and the next one meets entries whose ids are taken: those slots are lost, and said to be.
 */
function checkLost(world: World, key: string): void {
  const { db } = world.postgres;
  const gap = db.find(db.tables.gap, key);
  if (gap?.reason !== LOST || world.witness.given.has(key)) return;
  const kinds = new Set(world.sim.faults.struck.map(({ kind }) => kind));
  const isKnown = kinds.has("monitor_edited") && [...kinds].some((kind) => /^(sql_|app_|stream_)/.test(kind));
  if (!isKnown) world.sim.violate("I1", `the slot ${key} counts as lost and was never given to a probe`);
}

function covers(outage: OutageRow, regionId: number, at: number): boolean {
  return (
    at > outage.fromAt && at <= outage.toAt && (outage.regionId === null || outage.regionId === regionId)
  );
}

/** A gap takes from the coverage of a monitor: it stands where a tick should. */
function checkGap(world: World, gap: GapTableRow, assignments: readonly AssignmentRow[]): void {
  const isDue = assignments.some(
    (row) =>
      row.monitorId === gap.monitorId &&
      row.regionId === gap.regionId &&
      isOnGrid(row, gap.scheduledAt, STRAGGLER_MS),
  );
  const key = `${gap.monitorId}:${gap.regionId}:${gap.scheduledAt}`;
  if (!isDue) world.sim.violate("I13", `the gap ${key} stands on no slot`);
}

function checkTick(world: World, tick: TickRow, assignments: readonly AssignmentRow[]): void {
  if (tick.origin !== 0) return;
  const key = `${tick.monitorId}:${tick.regionId}:${tick.scheduledAt}`;
  const known = assignments.filter(
    (row) => row.monitorId === tick.monitorId && row.regionId === tick.regionId,
  );
  const grids = known.filter((row) => isOnGrid(row, tick.scheduledAt, STRAGGLER_MS));
  if (grids.length === 0) world.sim.violate("I3", `the tick ${key} stands on no slot`);
  // A probe that has not heard of an edit goes by the old interval; its tick has no vote.
  const asked = tick.vote ? grids : known;
  const freshMs = Math.max(0, ...asked.map((row) => Math.min(row.intervalMs, MAX_FRESHNESS_MS)));
  if (tick.lateMs > freshMs) world.sim.violate("I12", `the check ${key} began ${tick.lateMs} ms late`);
}
