import { countOf } from "./describe-quantity.ts";

/** The newest fresh reading of a monitor from a region. */
export type Sighting = { region: string; monitorId: number; host: string; hasFailed: boolean };

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
 * Monitors that most of the other healthy regions see well are `disputable`: a failure here speaks against this region.
 * One that most others see, too, says nothing about it. One that nobody else looks for is `alone`.
 */
type Count = {
  disputable: number;
  disputed: number;
  disputedHosts: number;
  alone: number;
  succeeded: number;
};

function countSightings(
  sightings: readonly Sighting[],
  othersOf: (sighting: Sighting) => readonly Sighting[],
): Count {
  const hosts = new Set<string>();
  const count = { disputable: 0, disputed: 0, alone: 0, succeeded: 0 };
  for (const sighting of sightings) {
    const others = othersOf(sighting);
    const isDisputable = others.filter((other) => !other.hasFailed).length > others.length / 2;
    if (isDisputable) count.disputable += 1;
    if (!sighting.hasFailed) count.succeeded += 1;
    else if (isDisputable) {
      count.disputed += 1;
      hosts.add(sighting.host);
    } else if (others.length === 0) count.alone += 1;
  }
  return { ...count, disputedHosts: hosts.size };
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
  const isMany = count.disputable >= MIN_MONITORS && count.disputedHosts >= MIN_HOSTS;
  if (!isMany || failureShare(count) < SICK_FROM) return null;
  const { disputed, disputable, disputedHosts } = count;
  return {
    isSick: true,
    reason: `${disputed} of ${disputable} monitors that other regions reach fail from here, on ${disputedHosts} hosts.`,
  };
}

/** Without a second opinion on anything, the region's own checks have to tell. */
function judgeSick(count: Count): Change {
  const failed = count.disputed + count.alone;
  const all = failed + count.succeeded;
  if (all === 0 || failureShare(count) >= WELL_BELOW) return null;
  return { isSick: false, reason: `Only ${failed} of ${countOf(all, "monitor")} still fail from here.` };
}

/** Checks that nobody else makes may speak for a region, never against it. */
function failureShare({ disputable, disputed, alone, succeeded }: Count): number {
  const ofAll = (disputed + alone) / (disputed + alone + succeeded);
  return disputable === 0 ? ofAll : Math.min(disputed / disputable, ofAll);
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
