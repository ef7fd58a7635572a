import type { Counting } from "#contracts/objective.ts";
import type { Window } from "../uptime/report-uptime.ts";

/** `absent`: the monitor was not there. */
export type SegmentKind = "up" | "down" | "unknown" | "maintenance" | "absent";
export type Segment = Window & { kind: SegmentKind };
/** Milliseconds; of `average` summed over the members. */
export type Spent = { upMs: number; downMs: number; unknownMs: number; maintenanceMs: number };

type Counts = Record<SegmentKind, number>;
type Change = { at: number; kind: SegmentKind; by: 1 | -1 };

const NOTHING: Spent = { upMs: 0, downMs: 0, unknownMs: 0, maintenanceMs: 0 };

/**
 * How the counted time was spent. Segments of one member do not overlap; time without any is absent. `counted` is in
 * order and without overlaps.
 */
export function measureSegments(
  members: readonly (readonly Segment[])[],
  counting: Counting,
  counted: readonly Window[],
): Spent {
  const spent = { ...NOTHING };
  const changes = changesOf(members);
  const counts: Counts = { up: 0, down: 0, unknown: 0, maintenance: 0, absent: 0 };
  let next = 0;
  let place = 0;
  while (next < changes.length) {
    const at = changes[next]?.at ?? 0;
    for (; changes[next]?.at === at; next += 1) {
      const change = changes[next];
      if (change !== undefined) counts[change.kind] += change.by;
    }
    const until = changes[next]?.at ?? at;
    while ((counted[place]?.toMs ?? Number.POSITIVE_INFINITY) <= at) place += 1;
    add(spent, weigh(counts, counting), overlapFrom(counted, place, { fromMs: at, toMs: until }));
  }
  return spent;
}

function changesOf(members: readonly (readonly Segment[])[]): Change[] {
  const changes: Change[] = [];
  for (const segments of members) {
    for (const { fromMs, toMs, kind } of segments) {
      if (toMs <= fromMs) continue;
      changes.push({ at: fromMs, kind, by: 1 }, { at: toMs, kind, by: -1 });
    }
  }
  return changes.sort((a, b) => a.at - b.at);
}

/** What one millisecond counts as. Who is unknown beside others that are up may be down: together they are unknown. */
function weigh(counts: Counts, counting: Counting): Spent {
  if (counting === "average") {
    return {
      upMs: counts.up,
      downMs: counts.down,
      unknownMs: counts.unknown,
      maintenanceMs: counts.maintenance,
    };
  }
  if (counts.down > 0) return { ...NOTHING, downMs: 1 };
  if (counts.unknown > 0) return { ...NOTHING, unknownMs: 1 };
  if (counts.up > 0) return { ...NOTHING, upMs: 1 };
  return counts.maintenance > 0 ? { ...NOTHING, maintenanceMs: 1 } : NOTHING;
}

function add(spent: Spent, weight: Spent, lengthMs: number): void {
  spent.upMs += weight.upMs * lengthMs;
  spent.downMs += weight.downMs * lengthMs;
  spent.unknownMs += weight.unknownMs * lengthMs;
  spent.maintenanceMs += weight.maintenanceMs * lengthMs;
}

function overlapFrom(counted: readonly Window[], first: number, part: Window): number {
  let lengthMs = 0;
  for (let at = first; ; at += 1) {
    const span = counted[at];
    if (span === undefined || span.fromMs >= part.toMs) return lengthMs;
    lengthMs += Math.max(0, Math.min(span.toMs, part.toMs) - Math.max(span.fromMs, part.fromMs));
  }
}
