import { countSlots } from "#domain/schedule/slots.ts";
import type { World } from "../world.ts";
import { heldItems } from "./held-items.ts";

/** What probes are given ahead of time, and what of it may not be settled yet. */
const AHEAD_MS = 80_000;
const BEHIND_MS = 30_000;
const SPARE_ITEMS = 10;
const MOST_OPEN_ENDS = 20;
const MOST_TIMERS_EACH = 10;

/** I16: in quiet times nothing grows with how long it has been running. */
export function checkMemory(world: World): void {
  const { sim, postgres } = world;
  const mostItems = countSlotsInHand(world) + SPARE_ITEMS;
  for (const { name, probe } of world.probes) {
    if (probe === null) continue;
    for (const [list, size] of heldItems(probe)) {
      if (size > mostItems)
        sim.violate("I16", `${name} holds ${size} items in ${list}, for ${mostItems} at most`);
    }
  }
  for (const { name, life } of world.apps) {
    if (life.openEnds > MOST_OPEN_ENDS)
      sim.violate("I16", `${name} keeps ${life.openEnds} connections and calls`);
  }
  const timers = sim.loop.countWaiting();
  const mostTimers = (world.apps.length + world.probes.length) * MOST_TIMERS_EACH;
  if (timers > mostTimers) sim.violate("I16", `${timers} timers are waiting`);
  if (postgres.db.open.size === 0 && postgres.db.heldLocks > 0) {
    sim.violate("I16", `${postgres.db.heldLocks} locks are held by nobody`);
  }
}

/** The most that a region can be busy with; a smaller interval before an edit may have left more. */
function countSlotsInHand({ postgres: { db }, regionIds, sim: { loop } }: World): number {
  const span = { fromMs: loop.now - BEHIND_MS, toMs: loop.now + AHEAD_MS };
  const counts = new Map(regionIds.map((id) => [id, 0]));
  for (const row of db.rows(db.tables.assignment)) {
    const grid = { ...row, fromMs: row.fromAt, untilMs: row.untilAt };
    counts.set(row.regionId, (counts.get(row.regionId) ?? 0) + countSlots(grid, span));
  }
  return Math.max(...counts.values());
}
