import { FINAL_STATES } from "#contracts/status-post.ts";
import type { AutoIncident, AutoPage, AutoPost } from "./auto-page.ts";

type Home = { kind: "post"; id: string } | { kind: "group"; group: AutoIncident[] } | { kind: "new" };
type Planned = {
  incident: AutoIncident;
  joined: ReadonlyMap<string, readonly AutoIncident[]>;
  groups: readonly AutoIncident[][];
};

/** What begins so close to one another is told as one. */
const STORM_MS = 60_000;
/** Within this time after its end a post goes on, instead of another one that says the same. */
const REOPEN_MS = 15 * 60_000;

/**
 * Where a new incident is told: in the post that it was in before, in one that is about the same component, in one that
 * began within the same minute, or in one of its own.
 */
export function chooseHome(page: AutoPage, { incident, joined, groups }: Planned): Home {
  const own = page.posts.find(({ pastIncidentIds }) => pastIncidentIds.includes(incident.id));
  if (own) return { kind: "post", id: own.id };

  const shown = new Set(
    page.components
      .filter(({ monitors }) => monitors.some(({ id }) => id === incident.monitorId))
      .map(({ id }) => id),
  );
  const isAbout = (post: AutoPost) => post.components.some(({ id }) => shown.has(id));
  const canTake = (post: AutoPost) => {
    if (!FINAL_STATES.has(post.state))
      return post.isAutomatic || post.isPublished || post.followed.length > 0;
    return post.isAutomatic && post.endedAt !== null && incident.openedAt - post.endedAt <= REOPEN_MS;
  };
  const same = newestFirst(page.posts.filter((post) => isAbout(post) && canTake(post)))[0];
  if (same) return { kind: "post", id: same.id };

  const isNear = (other: AutoIncident) => Math.abs(other.openedAt - incident.openedAt) <= STORM_MS;
  const storm = page.posts.find(
    (post) =>
      post.isAutomatic &&
      !FINAL_STATES.has(post.state) &&
      [...post.followed, ...(joined.get(post.id) ?? [])].some(isNear),
  );
  if (storm) return { kind: "post", id: storm.id };
  const group = groups.find((incidents) => incidents.some(isNear));
  return group ? { kind: "group", group } : { kind: "new" };
}

/** One that is open before those that are over. */
function newestFirst(posts: readonly AutoPost[]): AutoPost[] {
  const endOf = ({ state, endedAt }: AutoPost) =>
    FINAL_STATES.has(state) ? (endedAt ?? 0) : Number.POSITIVE_INFINITY;
  return [...posts].sort((one, other) => endOf(other) - endOf(one));
}
