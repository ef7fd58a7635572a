import type { Outage } from "../actors/targets.ts";
import type { MonitorStateRow, TransitionRow } from "../postgres/tables.ts";
import type { World } from "../world.ts";
import { checkDown } from "./check-down.ts";

/** A check that is late, with its confirmations and their reports. */
const CONFIRMED_MS = 20_000;
const NO_EVIDENCE = new Set<string>(["internal", "blocked"]);

/** I4, I5, I9: the state is what its transitions say, and what they say is true. */
export function checkVerdicts(world: World): void {
  const { db } = world.postgres;
  const transitions = db.rows(db.tables.transition);
  for (const state of db.rows(db.tables.monitorState)) {
    const steps = transitions
      .filter((row) => row.monitorId === state.monitorId)
      .sort((a, b) => a.seq - b.seq);
    checkChain(world, steps);
    // What went down inside a window is shown as down after it, whatever is seen then.
    for (const [index, step] of steps.entries()) if (steps[index - 1]?.raw !== "down") checkDown(world, step);
    checkState(world, state, steps);
  }
  checkOutages(world);
  checkMaintenance(world);
}

/** I10: what happens inside a window opens nothing. */
function checkMaintenance(world: World): void {
  const { db } = world.postgres;
  for (const { maintenanceId, startsAt, endsAt } of db.rows(db.tables.occurrence)) {
    const ids = db.find(db.tables.maintenance, maintenanceId)?.monitorIds ?? [];
    for (const { monitorId, openedAt } of db.rows(db.tables.incident)) {
      if (ids.includes(monitorId) && openedAt >= startsAt && openedAt < endsAt) {
        world.sim.violate(
          "I10",
          `monitor ${monitorId} has an incident since ${openedAt}, inside of its window`,
        );
      }
    }
  }
}

function checkState(world: World, state: MonitorStateRow, steps: readonly TransitionRow[]): void {
  const { db } = world.postgres;
  const { monitorId, verdict } = state;
  const last = steps.at(-1);
  if (state.seq !== steps.length || verdict !== (last?.to ?? "unknown")) {
    world.sim.violate(
      "I4",
      `monitor ${monitorId} is ${verdict} at ${state.seq}, its history says ${last?.to}`,
    );
  }
  const incidents = db.rows(db.tables.incident).filter((row) => row.monitorId === monitorId);
  const open = incidents.filter((row) => row.closedAt === null).length;
  if (open !== (verdict === "down" || verdict === "flapping" ? 1 : 0)) {
    world.sim.violate("I5", `monitor ${monitorId} is ${verdict} with ${open} open incidents`);
  }
  const mayFlap = world.monitors.find(({ id }) => id === monitorId)?.policy.flapping !== null;
  if (verdict !== "up" && !(mayFlap && verdict === "flapping")) {
    world.sim.violate("I5", `monitor ${monitorId} is ${verdict} at the end`);
  }
}

function checkChain(world: World, steps: readonly TransitionRow[]): void {
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    const name = `${step.monitorId}#${step.seq}`;
    if (step.seq !== index + 1) world.sim.violate("I4", `transition ${name} has a hole before it`);
    if (step.from !== (before?.to ?? "unknown")) {
      world.sim.violate("I4", `transition ${name} goes on from ${step.from}, not from ${before?.to}`);
    }
    if (before && step.at < before.at)
      world.sim.violate("I4", `transition ${name} lies before its predecessor`);
    const { readings } = step.inputs;
    if (step.to === "down" && readings.some((reading) => NO_EVIDENCE.has(reading.outcome))) {
      world.sim.violate("I9", `transition ${name} is down because of a fault of ours`);
    }
  }
}

/** What was away for everybody after the storm was seen in time. */
function checkOutages(world: World): void {
  const { db } = world.postgres;
  const transitions = db.rows(db.tables.transition);
  const stormEndsAt = world.startsAt() + world.stormMs;
  for (const outage of world.targets.outages) {
    if (outage.fromMs < stormEndsAt) continue;
    const seenByMs = findSeenBy(world, outage);
    if (seenByMs > outage.toMs) continue;
    const steps = transitions.filter((row) => row.monitorId === outage.monitorId && row.at <= seenByMs);
    const last = steps.sort((one, other) => one.seq - other.seq).at(-1);
    const isSeen = last?.raw === "down" || last?.to === "flapping";
    if (!isSeen)
      world.sim.violate("I5", `nobody saw that monitor ${outage.monitorId} was away after the storm`);
  }
}

/**
 * When an outage must be known. During maintenance nobody is asked to confirm it; from its end on a check and the
 * confirmations that it asks for are enough, and what is over before these can be is told to nobody.
 */
function findSeenBy(world: World, { monitorId, fromMs, toMs }: Outage): number {
  const { db } = world.postgres;
  const intervalMs = db.find(db.tables.monitor, String(monitorId))?.intervalMs ?? 0;
  const quietUntilMs = Math.max(
    ...db
      .rows(db.tables.occurrence)
      .filter(({ maintenanceId, startsAt, endsAt }) => {
        const ids = db.find(db.tables.maintenance, maintenanceId)?.monitorIds ?? [];
        return ids.includes(monitorId) && startsAt < toMs && endsAt > fromMs;
      })
      .map(({ endsAt }) => endsAt),
  );
  if (quietUntilMs > fromMs) return quietUntilMs + intervalMs + CONFIRMED_MS;
  return Math.min(toMs, fromMs + 2 * intervalMs + CONFIRMED_MS);
}
