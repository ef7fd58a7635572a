import type { Locale } from "#contracts/locale.ts";
import { FINAL_STATES, type PostState } from "#contracts/status-post.ts";
import { namesOf, POST_WORDS, titleOf } from "./post-words.ts";

/** A planned time of a window that touches what the page shows. Times are epoch ms. */
export type PlannedTime = {
  id: string;
  maintenanceId: string;
  startsAt: number;
  endsAt: number;
  /** In the page's order. */
  components: readonly { id: string; name: string }[];
  /** The page has dealt with it, whatever became of its post. */
  isKnown: boolean;
};
/** A post that is not over and announces a planned time. */
export type MaintenancePost = {
  id: string;
  occurrenceId: string;
  maintenanceId: string;
  state: PostState;
  startsAt: number;
  endsAt: number | null;
  isAutomatic: boolean;
  isPublished: boolean;
};
export type MaintenancePlan =
  | { kind: "announce"; time: PlannedTime; title: string; body: string }
  /** `body` null: nothing is said of it, because only its end has moved or nobody has seen it yet. */
  | {
      kind: "move";
      postId: string;
      occurrence: { id: string; maintenanceId: string };
      startsAt: number;
      endsAt: number;
      body: string | null;
    }
  | { kind: "cancel"; postId: string; body: string }
  /** Nobody has seen it: it goes as it came. */
  | { kind: "discard"; postId: string };

export const MAINTENANCE_AHEAD_MS = 48 * 3_600_000;

/**
 * Posts for what is planned in the next two days, and what becomes of posts whose window was moved, shortened or deleted. What
 * a person has written in follows in its times, too: words are never changed, a sentence is added.
 */
export function planMaintenancePosts(page: {
  locale: Locale;
  nowMs: number;
  /** False: none is made; those that are there go on. */
  makes: boolean;
  /** Under way, to come, and those of the posts that are over; the earliest first. */
  times: readonly PlannedTime[];
  posts: readonly MaintenancePost[];
}): MaintenancePlan[] {
  const taken = new Set<string>();
  const kept = page.posts.flatMap((post) => follow(page, { post, taken }));
  if (!page.makes) return kept;
  const words = POST_WORDS[page.locale];
  const fresh = page.times.filter(
    ({ id, isKnown, startsAt, components }) =>
      !isKnown &&
      !taken.has(id) &&
      components.length > 0 &&
      startsAt > page.nowMs &&
      startsAt - page.nowMs <= MAINTENANCE_AHEAD_MS,
  );
  return [
    ...kept,
    ...fresh.map((time): MaintenancePlan => {
      const names = time.components.map(({ name }) => name);
      const title = titleOf(words, words.maintenance, names);
      return { kind: "announce", time, title, body: words.willMaintain(namesOf(words, names)) };
    }),
  ];
}

function follow(
  page: { locale: Locale; nowMs: number; times: readonly PlannedTime[] },
  { post, taken }: { post: MaintenancePost; taken: Set<string> },
): MaintenancePlan[] {
  if (FINAL_STATES.has(post.state)) return [];
  const words = POST_WORDS[page.locale];
  const own = page.times.find(
    ({ id, maintenanceId }) => id === post.occurrenceId && maintenanceId === post.maintenanceId,
  );
  // Times that a person gave stand while the window does.
  if (own && !post.isAutomatic) return [];
  const time =
    own ??
    page.times.find(
      (other) =>
        other.maintenanceId === post.maintenanceId &&
        other.endsAt > page.nowMs &&
        other.components.length > 0 &&
        !other.isKnown &&
        !taken.has(other.id),
    );
  if (!time) return drop(page, post);
  taken.add(time.id);
  const hasBegun = post.state === "in_progress";
  const startsAt = hasBegun ? post.startsAt : time.startsAt;
  const isStartMoved = startsAt !== post.startsAt;
  if (time === own && !isStartMoved && time.endsAt === post.endsAt) return [];
  const isSaid = post.isPublished && isStartMoved;
  const occurrence = { id: time.id, maintenanceId: time.maintenanceId };
  const body = isSaid ? words.moved : null;
  return [{ kind: "move", postId: post.id, occurrence, startsAt, endsAt: time.endsAt, body }];
}

/** What is under way ends now, as its window does; what was to come does not take place. */
function drop(page: { locale: Locale; nowMs: number }, post: MaintenancePost): MaintenancePlan[] {
  const { nowMs } = page;
  if (post.state === "in_progress") {
    if (post.endsAt !== null && post.endsAt <= nowMs) return [];
    const occurrence = { id: post.occurrenceId, maintenanceId: post.maintenanceId };
    const endsAt = Math.max(nowMs, post.startsAt + 1);
    return [{ kind: "move", postId: post.id, occurrence, startsAt: post.startsAt, endsAt, body: null }];
  }
  if (!post.isPublished && post.isAutomatic) return [{ kind: "discard", postId: post.id }];
  if (post.startsAt <= nowMs) return [];
  return [{ kind: "cancel", postId: post.id, body: POST_WORDS[page.locale].cancelled }];
}
