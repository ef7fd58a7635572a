import { type ComponentState, PostImpact } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { componentStateOf } from "./component-state.ts";

type Component = {
  id: string;
  name: string;
  monitors: readonly { id: number; verdict: Verdict; isPaused: boolean }[];
};
type Incident = { monitorId: number | null; closedAt: number | null; worst: Verdict };

export type Affected = { id: string; name: string; impact: ComponentState };

const BAD: ReadonlySet<Verdict> = new Set<Verdict>(["down", "degraded", "flapping"]);

/** Whoever ends or merges an incident by hand does not mend its monitor: it is trouble until that is up, paused or gone. */
export function isTrouble(components: readonly Component[], incident: Incident): boolean {
  if (incident.closedAt === null) return true;
  return components.some(({ monitors }) =>
    monitors.some(({ id, verdict, isPaused }) => id === incident.monitorId && BAD.has(verdict) && !isPaused),
  );
}

/** The components, in the page's order, that show a monitor of one of the incidents. */
export function affectedBy(components: readonly Component[], incidents: readonly Incident[]): Affected[] {
  return components.flatMap((component) => {
    const own = incidents.filter(({ monitorId }) => component.monitors.some(({ id }) => id === monitorId));
    if (own.length === 0) return [];
    return [{ id: component.id, name: component.name, impact: stateOf(component, own) }];
  });
}

function stateOf({ monitors }: Component, incidents: readonly Incident[]): ComponentState {
  const facts = monitors.map(({ verdict, isPaused }) => ({ verdict, isPaused, failingRegions: 0 }));
  const seen = componentStateOf({ monitors: facts, isDelayed: false, impacts: [] });
  if (seen === "degraded" || seen === "partial_outage" || seen === "major_outage") return seen;
  // Its verdict says nothing just now: silence and maintenance do not end what was wrong.
  if (!incidents.some(({ worst }) => worst === "down")) return "degraded";
  return monitors.length === 1 ? "major_outage" : "partial_outage";
}

/** Slow is minor, an outage major, an outage of all that a page of several shows critical. */
export function impactOf(components: readonly Component[], affected: readonly Affected[]): PostImpact {
  const isOut = ({ impact }: Affected) => impact === "major_outage" || impact === "partial_outage";
  if (!affected.some(isOut)) return "minor";
  const isAllOut =
    components.length > 1 &&
    affected.length === components.length &&
    affected.every(({ impact }) => impact === "major_outage");
  return isAllOut ? "critical" : "major";
}

export function worseImpact(one: PostImpact, other: PostImpact): PostImpact {
  return PostImpact.options.indexOf(one) >= PostImpact.options.indexOf(other) ? one : other;
}
