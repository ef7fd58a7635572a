import type { Policy } from "#contracts/policy.ts";
import { Outcome } from "#contracts/tick.ts";
import type { TickRow, TransitionRow } from "../postgres/tables.ts";
import type { World } from "../world.ts";

/** Longer than any interval of the simulation asks for. */
const REPORTING_MS = 90_000;
const NOTHING_SEEN = new Set(["internal", "blocked"].map((name) => Outcome.options.indexOf(name as Outcome)));

type Seen = { at: number; isOk: boolean };

/**
 * I5, I9: a down rests on failures in as many healthy regions as the policy asks for, of what was stored when it was
 * decided or at least when it was written.
 */
export function checkDown(world: World, step: TransitionRow): void {
  const spec = world.monitors.find(({ id }) => id === step.monitorId);
  if (step.to !== "down" || step.raw !== "down" || spec === undefined) return;
  const { db } = world.postgres;
  const written = db.committed(db.tables.transition, step);
  const early = listVoting(world, step, (tick) => db.committed(db.tables.tick, tick).at <= step.decidedAt);
  const late = listVoting(world, step, (tick) => db.committed(db.tables.tick, tick).order <= written.order);
  if (isDown(spec.policy, early) || isDown(spec.policy, late)) return;
  const seen = late.map((list) => list.slice(-4).map(({ at, isOk }) => `${isOk ? "+" : "-"}${at - step.at}`));
  const cited = step.inputs.readings.map(({ region, outcome, at }) => `${region} ${outcome} ${at - step.at}`);
  world.sim.violate(
    "I5",
    `monitor ${step.monitorId}#${step.seq} is down; regions saw ${seen.join(" | ")}, it cites ${cited.join(", ")}`,
  );
}

function isDown(policy: Policy, voting: readonly Seen[][]): boolean {
  const { failuresInARow } = policy;
  const needed = voting.length === 1 && failuresInARow >= 2 ? failuresInARow + 1 : failuresInARow;
  const failing = voting.filter(
    (seen) => seen.length >= needed && seen.slice(-needed).every((one) => !one.isOk),
  );
  return voting.length > 0 && failing.length >= quorumOf(policy, voting.length);
}

function quorumOf({ quorum }: Policy, regions: number): number {
  if (quorum.kind === "any") return 1;
  if (quorum.kind === "all") return regions;
  if (quorum.kind === "majority") return Math.floor(regions / 2) + 1;
  return Math.min(quorum.regions, regions);
}

/** What each healthy region that reported lately had seen when the step was written. */
function listVoting(world: World, step: TransitionRow, isKnown: (tick: TickRow) => boolean): Seen[][] {
  const { db } = world.postgres;
  const codes = new Map(db.rows(db.tables.region).map((row) => [row.id, row.code]));
  const forgotten = listForgotten(world, step);
  const regions = new Map<number, Seen[]>();
  for (const tick of db.rows(db.tables.tick)) {
    const at = completedAt(tick);
    if (tick.monitorId !== step.monitorId || !isKnown(tick) || !isReading(tick)) continue;
    if (at < (forgotten.get(tick.regionId) ?? 0) || !counts(step, codes.get(tick.regionId) ?? "", at))
      continue;
    const list = regions.get(tick.regionId) ?? [];
    list.push({ at, isOk: tick.outcome === 0 });
    regions.set(tick.regionId, list);
  }
  return [...regions]
    .filter(([regionId]) => !isSick(step, codes.get(regionId) ?? "", step.at))
    .map(([, seen]) => seen.sort((a, b) => a.at - b.at))
    .filter((seen) => (seen.at(-1)?.at ?? 0) > step.at - REPORTING_MS);
}

/** A region that was sick begins anew: until when what it saw is forgotten. */
function listForgotten(world: World, step: TransitionRow): Map<number, number> {
  const { db } = world.postgres;
  const forgotten = new Map<number, number>();
  for (const { regionId, fromAt, toAt } of db.rows(db.tables.regionFault)) {
    // One that ended in the moment of its beginning took nobody's vote.
    if (toAt !== null && toAt > fromAt && toAt <= step.at)
      forgotten.set(regionId, Math.max(toAt, forgotten.get(regionId) ?? 0));
  }
  return forgotten;
}

/** What is dated after the moment of the decision counts as of then. */
function counts(step: TransitionRow, region: string, at: number): boolean {
  return (
    step.inputs.regions.includes(region) &&
    Math.min(at, step.decidedAt) <= step.at &&
    !isSick(step, region, at)
  );
}

const completedAt = (tick: TickRow) => tick.scheduledAt + tick.lateMs + Math.round(tick.totalUs / 1000);
const isReading = (tick: TickRow) => tick.vote && !NOTHING_SEEN.has(tick.outcome);

function isSick(step: TransitionRow, region: string, at: number): boolean {
  return step.inputs.faults.some(
    (fault) => fault.region === region && fault.fromMs <= at && (fault.toMs === null || at < fault.toMs),
  );
}
