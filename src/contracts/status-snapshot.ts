import type { Locale } from "./locale.ts";
import type { StatusAssetKind, StatusLook } from "./status-page.ts";
import type { ComponentState, PostImpact, PostKind, PostState } from "./status-post.ts";

/**
 * All that the public may know of a page, and nothing else: no id, name, address or reason of a monitor. Pages, feeds,
 * badges, widgets and the static export are made from it alone. Times are epoch ms, ratios 0…1 and never rounded.
 */
export type StatusSnapshot = {
  page: {
    slug: string;
    title: string;
    /** Markdown. */
    description: string;
    /** Where visitors find it: the proven domain, or the address in this Uptick. No slash at its end. */
    url: string;
    look: StatusLook;
    locales: readonly Locale[];
    /** Paths below `url` with the content's hash in them. */
    assets: Partial<Record<StatusAssetKind, string>>;
    /** True when not everybody may see it: feeds and badges then need a key, caches keep nothing. */
    isPrivate: boolean;
  };
  generatedAt: number;
  /** Checks have been judged up to here. */
  judgedAt: number;
  /** Since when the judging has been behind, so that the states below may be old; null: it is not. */
  delayedSince: number | null;
  state: ComponentState;
  sections: SnapshotSection[];
  /** Open and published, newest first. */
  incidents: SnapshotPost[];
  /** Under way or to come, the next one first. */
  maintenance: SnapshotPost[];
  announcements: SnapshotPost[];
  /** Over, newest first, back to `look.historyDays`. */
  history: SnapshotPost[];
  /** Days on which certificates and domains of components end, for the calendar. */
  expiries: { componentId: string; name: string; what: "certificate" | "domain"; at: number }[];
};

export type SnapshotSection = {
  id: string;
  name: string;
  collapsed: boolean;
  state: ComponentState;
  components: SnapshotComponent[];
};

export type SnapshotComponent = {
  id: string;
  name: string;
  description: string;
  state: ComponentState;
  since: number;
  /** Null: not shown. Sick regions and those without news are `unknown`. */
  regions: { code: string; name: string; state: "up" | "slow" | "down" | "unknown" }[] | null;
  /** Null: not shown. Oldest first; the last is today. */
  days: SnapshotDay[] | null;
  /** Of the days shown; null: not shown, or nothing is known. */
  uptime: { ratio: number; coverage: number | null; days: number; maintenanceMs: number } | null;
  /** Null: not shown. Null values: nothing was measured. `stepMs` apart, oldest first. */
  latency: { fromMs: number; stepMs: number; p50Ms: (number | null)[]; p95Ms: (number | null)[] } | null;
  /** Earliest end of a certificate, for badges; null: none is known. */
  certificateEndsAt: number | null;
  /** p95 of the last 24 h in ms, for badges; null: nothing was measured or it is not shown. */
  p95Ms: number | null;
};

/** One UTC day. The five parts do not overlap and add up to it; degraded time counts as up in the uptime. */
export type SnapshotDay = {
  /** Such as 2026-11-22. */
  day: string;
  upMs: number;
  degradedMs: number;
  downMs: number;
  unknownMs: number;
  maintenanceMs: number;
  coverage: number | null;
  /** Posts that touch the day. */
  postIds: string[];
};

export type SnapshotPost = {
  id: string;
  kind: PostKind;
  title: string;
  state: PostState;
  impact: PostImpact;
  startsAt: number;
  endsAt: number | null;
  publishedAt: number;
  components: { id: string; name: string; impact: ComponentState }[];
  /** Newest first. `body` is markdown. */
  updates: { id: string; at: number; state: PostState; body: string }[];
  postMortem: string | null;
};
