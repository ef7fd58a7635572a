import type { Locale } from "#contracts/locale.ts";
import type { AutoPosts } from "#contracts/status-page.ts";
import type { ComponentState, PostImpact, PostState, PostSuggestion } from "#contracts/status-post.ts";
import type { Verdict } from "#contracts/verdict.ts";

export type AutoComponent = {
  id: string;
  name: string;
  monitors: readonly { id: number; verdict: Verdict; isPaused: boolean }[];
};
export type AutoIncident = {
  id: string;
  /** Null: its monitor is gone. */
  monitorId: number | null;
  openedAt: number;
  closedAt: number | null;
  worst: Verdict;
};
export type AutoPost = {
  id: string;
  title: string;
  state: PostState;
  impact: PostImpact;
  isPublished: boolean;
  /** No person has written or changed anything of it. */
  isAutomatic: boolean;
  endedAt: number | null;
  /** When it last got an update. */
  saidAt: number;
  components: readonly { id: string; impact: ComponentState }[];
  /** Those that it goes on with. */
  followed: readonly AutoIncident[];
  /** Those that it was about before, which are over or were. */
  pastIncidentIds: readonly string[];
  suggestion: PostSuggestion | null;
};
export type AutoPage = {
  locale: Locale;
  mode: AutoPosts;
  nowMs: number;
  /** All that the page shows, in its order. */
  components: readonly AutoComponent[];
  /** Open, and followed by no post of the page; oldest first. */
  fresh: readonly AutoIncident[];
  posts: readonly AutoPost[];
};

/** `id` null: a new post. */
export type AutoPlan = {
  id: string | null;
  link: string[];
  /** Incidents that the post is done with. */
  release: string[];
  change: PostChange | null;
  suggestion: PostSuggestion | null;
};
export type PostChange = {
  title: string;
  state: PostState;
  impact: PostImpact;
  startsAt: number | null;
  endedAt: number | null;
  components: { id: string; impact: ComponentState }[];
  /** Null: nothing is said of it. */
  update: { body: string; notify: boolean } | null;
};
