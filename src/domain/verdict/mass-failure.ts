import { countOf } from "./describe-quantity.ts";

/** The newest fresh reading of a monitor from a region; `at` is when it was due. */
export type Sighting = {
  region: string;
  monitorId: number;
  host: string;
  at: number;
  hasFailed: boolean;
};

export type MassFailureInput = {
  sightings: readonly Sighting[];
  /** Regions that this rule holds for sick at present. */
  sick: ReadonlySet<string>;
  /** Regions that are sick for another reason: they are judged by nobody and contradict nobody. */
  mute: ReadonlySet<string>;
};

/** `reason` says why it is sick, or why it is well again. */
export type RegionHealth = { region: string; isSick: boolean; reason: string };

const MIN_MONITORS = 10;
const MIN_HOSTS = 5;
const SICK_FROM = 0.5;
const WELL_BELOW = 0.25;
/** A success that was due longer before a failure does not contradict it: it may be from before the outage. */
const STALE_MS = 5_000;

/**
 * Regions that change: sick when at least half of at least ten monitors on at least five hosts fail there and nowhere
 * else; well again when less than a quarter do.
 */
export function judgeRegions(input: MassFailureInput): RegionHealth[] {
  const monitors = groupBy(input.sightings, (sighting) => sighting.monitorId);
  const regions = groupBy(input.sightings, (sighting) => sighting.region);
  const changes: RegionHealth[] = [];
  for (const [region, sightings] of [...regions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (input.mute.has(region)) continue;
    const count = countSightings(sightings, (sighting) =>
      listOthers(input, sighting, monitors.get(sighting.monitorId) ?? []),
    );
    const change = input.sick.has(region) ? judgeSick(count) : judgeHealthy(count);
    if (change !== null) changes.push({ region, ...change });
  }
  return changes;
}

/**
 * What the other healthy regions say to the failures of this one. `disputed`: most of those with an opinion reach the
 * target; `open`: their reports of that time have not come yet; `alone`: nobody else looks. Failures that others see, too, say nothing about the region.
 */
type Count = {
  /** The disputed, and what succeeds here and elsewhere. */
  disputable: number;
  disputed: number;
  disputedHosts: number;
  open: number;
  alone: number;
  succeeded: number;
};

function countSightings(
  sightings: readonly Sighting[],
  othersOf: (sighting: Sighting) => readonly Sighting[],
): Count {
  const hosts = new Set<string>();
  const count = { disputable: 0, disputed: 0, open: 0, alone: 0, succeeded: 0 };
  for (const sighting of sightings) {
    const others = othersOf(sighting);
    if (!sighting.hasFailed) {
      count.succeeded += 1;
      if (isMost(others.filter((other) => !other.hasFailed).length, others.length)) count.disputable += 1;
      continue;
    }
    const opinion = opinionOf(sighting, others);
    if (opinion === "agreed") continue;
    count[opinion] += 1;
    if (opinion !== "disputed") continue;
    count.disputable += 1;
    hosts.add(sighting.host);
  }
  return { ...count, disputedHosts: hosts.size };
}

/** Reports of one region may come much sooner than the others', such as after a break: then nobody contradicts yet. */
function opinionOf(failure: Sighting, others: readonly Sighting[]): "disputed" | "agreed" | "open" | "alone" {
  if (others.length === 0) return "alone";
  const reaching = others.filter((other) => !other.hasFailed && other.at >= failure.at - STALE_MS).length;
  const failing = others.filter((other) => other.hasFailed).length;
  if (reaching + failing === 0) return "open";
  return isMost(reaching, reaching + failing) ? "disputed" : "agreed";
}

function isMost(some: number, all: number): boolean {
  return some > all / 2;
}

function listOthers(
  input: MassFailureInput,
  sighting: Sighting,
  all: readonly Sighting[],
): readonly Sighting[] {
  return all.filter(
    ({ region }) => region !== sighting.region && !input.sick.has(region) && !input.mute.has(region),
  );
}

type Change = Omit<RegionHealth, "region"> | null;

/** One host that shuts the region out is that host's affair, however many monitors it has: failures must be spread. */
function judgeHealthy(count: Count): Change {
  const { disputed, disputable, disputedHosts, alone, succeeded } = count;
  if (disputable < MIN_MONITORS || disputedHosts < MIN_HOSTS) return null;
  // Checks that nobody else makes may speak for a region, never against it.
  const share = Math.min(disputed / disputable, (disputed + alone) / (disputed + alone + succeeded));
  if (share < SICK_FROM) return null;
  return {
    isSick: true,
    reason: `${disputed} of ${disputable} monitors that other regions reach fail from here, on ${disputedHosts} hosts.`,
  };
}

/** Without a second opinion on anything, the region's own checks have to tell. */
function judgeSick({ disputed, disputable, open, alone, succeeded }: Count): Change {
  const failed = disputed + open + alone;
  const all = failed + succeeded;
  if (all === 0) return null;
  const judged = disputable + open;
  const share = judged === 0 ? failed / all : Math.min((disputed + open) / judged, failed / all);
  if (share >= WELL_BELOW) return null;
  return { isSick: false, reason: `Only ${failed} of ${countOf(all, "monitor")} still fail from here.` };
}

function groupBy<Key>(
  sightings: readonly Sighting[],
  keyOf: (sighting: Sighting) => Key,
): Map<Key, Sighting[]> {
  const groups = new Map<Key, Sighting[]>();
  for (const sighting of sightings) {
    const group = groups.get(keyOf(sighting));
    if (group) group.push(sighting);
    else groups.set(keyOf(sighting), [sighting]);
  }
  return groups;
}
