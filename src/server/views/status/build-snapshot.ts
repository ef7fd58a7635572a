import { createHash } from "node:crypto";
import { LOCALES } from "#contracts/locales.ts";
import { StatusLook } from "#contracts/status-page.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import { DAY_MS } from "#domain/status/component-days.ts";
import { worstState } from "#domain/status/component-state.ts";
import { judgeDelay } from "#domain/status/judge-delay.ts";
import type { Sql } from "#server/store/prisma.ts";
import { listStatusFacts, type MonitorFacts } from "#server/store/status-facts-store.ts";
import { findStoredPage, type PageGate, type StoredPage } from "#server/store/status-snapshot-store.ts";
import { groupPosts } from "./group-posts.ts";
import { type PagePast, readPast } from "./read-past.ts";
import { readShow } from "./read-show.ts";
import { listExpiries, type Moment, shapeComponent } from "./shape-component.ts";

export type BuildDeps = { sql: Sql; appUrl: string; now: () => Date };

/** A snapshot with what the next one of the same page may use again. */
export type BuiltSnapshot = { snapshot: StatusSnapshot; etag: string; past: KnownPast };
export type KnownPast = { key: string; readAtMs: number; past: PagePast };

/** Figures of the past move slowly; a change of verdict, layout or day makes them be read at once. */
const PAST_MS = 60_000;

/**
 * All that the public may know of a page: two statements, and four more once a minute or when a verdict has changed. Null
 * when the page is gone.
 */
export async function buildSnapshot(
  deps: BuildDeps,
  gate: PageGate,
  known: KnownPast | null,
): Promise<BuiltSnapshot | null> {
  const now = deps.now();
  const nowMs = now.getTime();
  const since = new Date(nowMs - 90 * DAY_MS);
  const stored = await findStoredPage(deps.sql, { pageId: gate.pageId, now, since });
  if (stored === null) return null;
  const look = StatusLook.parse(stored.look);
  const components = stored.sections.flatMap((section) => section.components);
  const monitorIds = [...new Set(components.flatMap((component) => component.monitorIds))];
  const facts = await listStatusFacts(deps.sql, { monitorIds, now });
  const chartIds = components.filter(({ show }) => readShow(show).chart).flatMap((one) => one.monitorIds);
  const wanted = { monitorIds, chartIds, historyDays: look.historyDays, nowMs };
  const past = await refreshPast(deps, { known, wanted, monitors: facts.monitors });

  const seen = [...facts.monitors.values()].map((one) => ({ ...one, isPaused: one.pausedAt !== null }));
  const judged = judgeDelay({ clockAt: facts.clockAt, monitors: seen }, nowMs);
  const posts = groupPosts(stored.posts, { nowMs, historyDays: look.historyDays });
  // Bars move once a minute, so that what nobody can see makes no new bytes.
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const moment: Moment = {
    nowMs,
    minuteMs,
    ...judged,
    look,
    monitors: facts.monitors,
    past: past.past,
    posts,
  };
  const sections = stored.sections.map((section) => {
    const shaped = section.components.map((component) => shapeComponent(component, moment));
    const { id, name, collapsed } = section;
    return { id, name, collapsed, state: worstState(shaped.map(({ state }) => state)), components: shaped };
  });
  const snapshot: StatusSnapshot = {
    page: describePage({ gate, stored, look, appUrl: deps.appUrl }),
    generatedAt: nowMs,
    ...judged,
    state: worstState(sections.flatMap((section) => section.components.map(({ state }) => state))),
    sections,
    incidents: posts.incidents,
    maintenance: posts.maintenance,
    announcements: posts.announcements,
    history: posts.history,
    expiries: listExpiries(components, facts.monitors),
  };
  return { snapshot, etag: etagOf(snapshot, gate), past };
}

type Refresh = {
  known: KnownPast | null;
  wanted: Parameters<typeof readPast>[1];
  monitors: ReadonlyMap<number, MonitorFacts>;
};

async function refreshPast(deps: BuildDeps, { known, wanted, monitors }: Refresh): Promise<KnownPast> {
  const steps = wanted.monitorIds.map((id) => `${id}.${monitors.get(id)?.seq ?? 0}`);
  const day = Math.floor(wanted.nowMs / DAY_MS);
  const key = [day, wanted.historyDays, steps.join(), wanted.chartIds.join()].join(" ");
  if (known !== null && known.key === key && wanted.nowMs - known.readAtMs < PAST_MS) return known;
  if (wanted.monitorIds.length === 0) {
    return {
      key,
      readAtMs: wanted.nowMs,
      past: { monitors: new Map(), sketches: [], chartFromMs: wanted.nowMs },
    };
  }
  return { key, readAtMs: wanted.nowMs, past: await readPast(deps.sql, wanted) };
}

type Described = { gate: PageGate; stored: StoredPage; look: StatusLook; appUrl: string };

function describePage({ gate, stored, look, appUrl }: Described): StatusSnapshot["page"] {
  return {
    slug: stored.slug,
    title: stored.title,
    description: stored.description,
    url: gate.domain === null ? `${appUrl}/status/${stored.slug}` : `https://${gate.domain}`,
    look,
    locales: LOCALES,
    assets: Object.fromEntries(stored.assets.map(({ kind, hash }) => [kind, `/asset/${kind}-${hash}`])),
    isPrivate: gate.state !== "published" || gate.access.kind !== "public",
  };
}

/** Moments alone make no new version, but a minute does: pages say as of when they are. */
function etagOf({ generatedAt, judgedAt: _, ...rest }: StatusSnapshot, gate: PageGate): string {
  const minute = Math.floor(generatedAt / 60_000);
  return createHash("sha256")
    .update(JSON.stringify([minute, gate.accessVersion, rest]))
    .digest("base64url")
    .slice(0, 27);
}
