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
    const count = countSightings(region, sightings, (sighting) =>
      listOthers(input, sighting, monitors.get(sighting.monitorId) ?? []),
    );
    const change = input.sick.has(region) ? judgeSick(count) : judgeHealthy(count);
    if (change !== null) changes.push({ region, ...change });
  }
  return changes;
}

/**
 * Monitors that most of the other healthy regions see well are `disputable`: their failure here speaks against this
 * region. Those that fail elsewhere, too, say nothing about it. Those that nobody else checks are `alone`.
 */
type Count = {
  region: string;
  disputable: number;
  hosts: number;
  failed: number;
  failedHosts: number;
  alone: number;
  aloneFailed: number;
};

function countSightings(
  region: string,
  sightings: readonly Sighting[],
  othersOf: (sighting: Sighting) => readonly Sighting[],
): Count {
  const hosts = new Set<string>();
  const failedHosts = new Set<string>();
  const count = { region, disputable: 0, failed: 0, alone: 0, aloneFailed: 0 };
  for (const sighting of sightings) {
    const others = othersOf(sighting);
    if (others.length === 0) {
      count.alone += 1;
      if (sighting.hasFailed) count.aloneFailed += 1;
    } else if (others.filter((other) => !other.hasFailed).length > others.length / 2) {
      count.disputable += 1;
      hosts.add(sighting.host);
      if (!sighting.hasFailed) continue;
      count.failed += 1;
      failedHosts.add(sighting.host);
    }
  }
  return { ...count, hosts: hosts.size, failedHosts: failedHosts.size };
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
  const isMany = count.disputable >= MIN_MONITORS && count.failedHosts >= MIN_HOSTS;
  if (!isMany || failureShare(count) < SICK_FROM) return null;
  return { isSick: true, reason: `${describeCount(count)} fail from here while other regions reach them.` };
}

/** Without a second opinion on anything, the region's own checks have to tell. */
function judgeSick(count: Count): Change {
  if (count.disputable + count.alone === 0 || failureShare(count) >= WELL_BELOW) return null;
  return {
    isSick: false,
    reason: `Only ${describeCount(count)} still fail from here.`,
  };
}

/** Checks that nobody else makes may speak for a region, never against it. */
function failureShare({ disputable, failed, alone, aloneFailed }: Count): number {
  const all = (failed + aloneFailed) / (disputable + alone);
  return disputable === 0 ? all : Math.min(failed / disputable, all);
}

function describeCount(count: Count): string {
  if (count.disputable === 0) return `${count.aloneFailed} of ${countOf(count.alone, "monitor")}`;
  return `${count.failed} of ${countOf(count.disputable, "monitor")} on ${countOf(count.hosts, "host")}`;
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
