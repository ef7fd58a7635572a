import type { StatusLook } from "#contracts/status-page.ts";
import type { ComponentState } from "#contracts/status-post.ts";
import type { SnapshotComponent, SnapshotPost, StatusSnapshot } from "#contracts/status-snapshot.ts";
import { listDays, reportComponent } from "#domain/status/component-days.ts";
import { componentStateOf, type MonitorStanding } from "#domain/status/component-state.ts";
import { isStale } from "#domain/status/judge-delay.ts";
import { type RegionState, regionStateOf, worstRegionState } from "#domain/status/region-state.ts";
import { mergeSketches, type Sketch, sketchQuantile } from "#domain/uptime/sketch.ts";
import { isSlow } from "#domain/verdict/slow-limits.ts";
import type { MonitorFacts, RegionFacts } from "#server/store/status-facts-store.ts";
import type { StoredComponent } from "#server/store/status-snapshot-store.ts";
import type { GroupedPosts } from "./group-posts.ts";
import type { PagePast } from "./read-past.ts";
import { readShow } from "./read-show.ts";

/** What a component is shaped from beside itself. */
export type Moment = {
  nowMs: number;
  minuteMs: number;
  delayedSince: number | null;
  look: StatusLook;
  monitors: ReadonlyMap<number, MonitorFacts>;
  past: PagePast;
  posts: GroupedPosts;
};

export function shapeComponent(component: StoredComponent, moment: Moment): SnapshotComponent {
  const { id, name, description } = component;
  const show = readShow(component.show);
  const monitors = component.monitorIds.flatMap((monitorId) => moment.monitors.get(monitorId) ?? []);
  const posts = listImpacts(id, moment);
  const standings = monitors.map((monitor) => standingOf(monitor, moment.nowMs));
  const isDelayed = moment.delayedSince !== null;
  const state = componentStateOf({
    monitors: standings,
    isDelayed,
    impacts: posts.map(({ impact }) => impact),
  });
  const { days, uptime } = shapePast({ id, monitors }, moment);
  const latency = show.chart ? shapeLatency(monitors, moment.past) : null;
  return {
    id,
    name,
    description,
    state,
    since: sinceOf(state, { monitors, posts, moment }),
    regions: show.regions ? shapeRegions(monitors, moment) : null,
    days: show.bars ? days : null,
    uptime: show.uptime ? uptime : null,
    latency: latency?.chart ?? null,
    certificateEndsAt: earliest(monitors.map(({ certificateEndsAt }) => certificateEndsAt)),
    p95Ms: latency?.p95Ms ?? null,
  };
}

type Impact = { impact: ComponentState; startsAt: number };

/** Open posts that have begun; an announcement says nothing of a component's state. */
function listImpacts(componentId: string, { posts, nowMs }: Moment): Impact[] {
  return [...posts.incidents, ...posts.maintenance]
    .filter(({ startsAt, kind }) => kind === "incident" || startsAt <= nowMs)
    .flatMap(({ components, startsAt }) =>
      components.filter(({ id }) => id === componentId).map(({ impact }) => ({ impact, startsAt })),
    );
}

/** What has not been looked at for long is not what it was. */
function standingOf(monitor: MonitorFacts, nowMs: number): MonitorStanding {
  const isPaused = monitor.pausedAt !== null;
  const verdict = isStale({ ...monitor, isPaused }, nowMs) ? "unknown" : monitor.verdict;
  const failing = monitor.regions.filter(({ isWell, failingSince }) => isWell && failingSince !== null);
  return { verdict, isPaused, failingRegions: failing.length };
}

type Since = { monitors: readonly MonitorFacts[]; posts: readonly Impact[]; moment: Moment };

/** When the state began, as far as it can be told: by the post that makes it, or by the last change behind it. */
function sinceOf(state: ComponentState, { monitors, posts, moment }: Since): number {
  const facts = monitors.map((monitor) => standingOf(monitor, moment.nowMs));
  const isDelayed = moment.delayedSince !== null;
  const measured = componentStateOf({ monitors: facts, isDelayed, impacts: [] });
  const post = posts.find(({ impact }) => impact === state);
  if (measured !== state && post !== undefined) return post.startsAt;
  if (moment.delayedSince !== null) return moment.delayedSince;
  const changes = monitors.flatMap(({ verdict, since, pausedAt, regions }) => {
    if (pausedAt !== null) return monitors.length === 1 ? [pausedAt] : [];
    if (state === "partial_outage" && verdict === "up")
      return regions.flatMap((region) => region.failingSince ?? []);
    return state === "partial_outage" && verdict !== "down" ? [] : [since];
  });
  if (changes.length === 0) return Math.max(0, ...monitors.map(({ since }) => since));
  return state === "partial_outage" ? Math.min(...changes) : Math.max(...changes);
}

/** By region, of all monitors of the component that are checked from there; null where none is. */
function shapeRegions(monitors: readonly MonitorFacts[], moment: Moment): SnapshotComponent["regions"] {
  const seen = new Map<string, { name: string; states: RegionState[] }>();
  for (const monitor of monitors) {
    for (const region of monitor.pausedAt === null ? monitor.regions : []) {
      const known = seen.get(region.code) ?? { name: region.name, states: [] };
      known.states.push(moment.delayedSince === null ? viewOf(monitor, region, moment.nowMs) : "unknown");
      seen.set(region.code, known);
    }
  }
  if (seen.size === 0) return null;
  return [...seen].map(([code, { name, states }]) => ({ code, name, state: worstRegionState(states) }));
}

function viewOf(monitor: MonitorFacts, region: RegionFacts, nowMs: number): RegionState {
  const { verdict, intervalMs, beganAt, slowLimits, failuresInARow } = monitor;
  const slow = region.slowChecks.filter((phasesUs) => isSlow({ phasesUs }, slowLimits));
  return regionStateOf(
    { ...region, verdict, intervalMs, beganAt, isSlow: slow.length >= failuresInARow },
    nowMs,
  );
}

function shapePast({ id, monitors }: { id: string; monitors: readonly MonitorFacts[] }, moment: Moment) {
  const windows = listDays(moment.minuteMs, moment.look.historyDays);
  const pasts = monitors.flatMap((monitor) => {
    const past = moment.past.monitors.get(monitor.id);
    return past === undefined ? [] : [{ ...past, createdAt: monitor.createdAt }];
  });
  const { days, uptime } = reportComponent(pasts, windows);
  const posts = listTouching(id, moment);
  const dated = days.map((day, index) => {
    const window = windows[index] ?? { fromMs: 0, toMs: 0 };
    const touching = posts.filter((post) => touches(post, window, moment.nowMs));
    return { ...day, postIds: touching.map((post) => post.id) };
  });
  return { days: dated, uptime };
}

function listTouching(componentId: string, { posts }: Moment): SnapshotPost[] {
  return [...posts.incidents, ...posts.maintenance, ...posts.history].filter(
    (post) => post.kind !== "announcement" && post.components.some(({ id }) => id === componentId),
  );
}

function touches(post: SnapshotPost, day: { fromMs: number; toMs: number }, nowMs: number): boolean {
  return post.state !== "cancelled" && post.startsAt < day.toMs && (post.endsAt ?? nowMs) >= day.fromMs;
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

function shapeLatency(monitors: readonly MonitorFacts[], { sketches, chartFromMs }: PagePast) {
  const ids = new Set(monitors.map(({ id }) => id));
  const own = sketches.filter(({ monitorId }) => ids.has(monitorId));
  const hours = Array.from({ length: HOURS }, (_, index) =>
    mergeSketches(own.filter(({ at }) => at === chartFromMs + index * HOUR_MS).map(({ sketch }) => sketch)),
  );
  const chart: NonNullable<SnapshotComponent["latency"]> = {
    fromMs: chartFromMs,
    stepMs: HOUR_MS,
    p50Ms: hours.map((sketch) => levelMs(sketch, 0.5)),
    p95Ms: hours.map((sketch) => levelMs(sketch, 0.95)),
  };
  return { chart, p95Ms: levelMs(mergeSketches(hours), 0.95) };
}

/** Tenths of a millisecond: a sketch is not finer. */
function levelMs(sketch: Sketch, q: number): number | null {
  const us = sketchQuantile(sketch, q);
  return us === null ? null : Math.round(us / 100) / 10;
}

/** When certificates and domains of components end, the next one first. */
export function listExpiries(
  components: readonly StoredComponent[],
  monitors: ReadonlyMap<number, MonitorFacts>,
): StatusSnapshot["expiries"] {
  const expiries = components.flatMap(({ id: componentId, name, monitorIds }) => {
    const own = monitorIds.flatMap((id) => monitors.get(id) ?? []);
    const ends = {
      certificate: earliest(own.map(({ certificateEndsAt }) => certificateEndsAt)),
      domain: earliest(own.map(({ domainEndsAt }) => domainEndsAt)),
    };
    return (["certificate", "domain"] as const).flatMap((what) => {
      const at = ends[what];
      return at === null ? [] : [{ componentId, name, what, at }];
    });
  });
  return expiries.toSorted((a, b) => a.at - b.at);
}

/** Of moments in ISO 8601; what is none is left out. */
function earliest(moments: readonly (string | null)[]): number | null {
  const known = moments.map((moment) => Date.parse(moment ?? "")).filter((at) => Number.isFinite(at));
  return known.length === 0 ? null : Math.min(...known);
}
