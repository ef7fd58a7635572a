import { ComponentState } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";

/** What is known of one monitor behind a component. */
export type MonitorStanding = {
  verdict: Verdict;
  isPaused: boolean;
  /** Public regions that fail confirmedly while the others do not agree (open advisories). */
  failingRegions: number;
};

export type ComponentFacts = {
  monitors: readonly MonitorStanding[];
  /** Nothing has been judged lately: what was last seen is no claim any more. */
  isDelayed: boolean;
  /** What published open posts say of the component. */
  impacts: readonly ComponentState[];
};

/**
 * What visitors read of a component: what its monitors show, made worse, never better, by posts. Paused monitors say
 * nothing; a component that has no others is unknown.
 */
export function componentStateOf({ monitors, isDelayed, impacts }: ComponentFacts): ComponentState {
  const measured = isDelayed ? "unknown" : stateOfMonitors(monitors.filter(({ isPaused }) => !isPaused));
  return worstState([measured, ...impacts]);
}

/** The worst of them; without any, nothing is claimed. */
export function worstState(states: readonly ComponentState[]): ComponentState {
  const worst = Math.max(...states.map((state) => ComponentState.options.indexOf(state)));
  return ComponentState.options[worst] ?? "unknown";
}

function stateOfMonitors(monitors: readonly MonitorStanding[]): ComponentState {
  const down = monitors.filter(({ verdict }) => verdict === "down").length;
  if (down > 0) return down === monitors.length ? "major_outage" : "partial_outage";
  return worstState(monitors.map(stateOf));
}

/** While only some regions fail, the verdict is not down: for visitors there it is. */
function stateOf({ verdict, failingRegions }: MonitorStanding): ComponentState {
  const state = STATE_OF[verdict];
  const countsRegions = verdict === "up" || verdict === "degraded" || verdict === "flapping";
  return countsRegions && failingRegions > 0 ? "partial_outage" : state;
}

const STATE_OF: Readonly<Record<Verdict, ComponentState>> = {
  up: "operational",
  degraded: "degraded",
  flapping: "degraded",
  down: "major_outage",
  maintenance: "maintenance",
  unknown: "unknown",
};
