import { FINAL_STATES, type PostSuggestion } from "#contracts/status-post.ts";
import type { AutoComponent, AutoIncident, AutoPage, AutoPlan, AutoPost, PostChange } from "./auto-page.ts";
import { chooseHome } from "./choose-home.ts";
import { type Affected, affectedBy, impactOf, isTrouble, worseImpact } from "./post-impact.ts";
import { namesOf, POST_WORDS, type PostWords, titleOf } from "./post-words.ts";

/** What changes in the set of components is said at most so often, so that a storm is no storm of messages. */
const SAY_EVERY_MS = 30_000;

/** What each post becomes by what the incidents are now. Those that stay as they are have no plan. */
export function planAutoPosts(page: AutoPage): AutoPlan[] {
  const joined = new Map<string, AutoIncident[]>();
  const groups: AutoIncident[][] = [];
  for (const incident of page.fresh) {
    const home = chooseHome(page, { incident, joined, groups });
    if (home.kind === "post") joined.set(home.id, [...(joined.get(home.id) ?? []), incident]);
    else if (home.kind === "group") home.group.push(incident);
    else groups.push([incident]);
  }
  return [
    ...page.posts.flatMap((post) => planPost(page, post, joined.get(post.id) ?? [])),
    ...groups.flatMap((incidents) => planNew(page, incidents)),
  ];
}

function planNew(page: AutoPage, incidents: readonly AutoIncident[]): AutoPlan[] {
  const affected = affectedBy(page.components, incidents);
  if (affected.length === 0) return [];
  const words = POST_WORDS[page.locale];
  const body = words.investigating(namesOf(words, namesIn(affected)));
  const change: PostChange = {
    title: titleOf(words, words.problem, namesIn(affected)),
    state: "investigating",
    impact: impactOf(page.components, affected),
    startsAt: Math.min(...incidents.map(({ openedAt }) => openedAt)),
    endedAt: null,
    components: affected.map(({ id, impact }) => ({ id, impact })),
    update: { body, notify: true },
  };
  return [{ id: null, link: idsOf(incidents), release: [], change, suggestion: null }];
}

function planPost(page: AutoPage, post: AutoPost, news: readonly AutoIncident[]): AutoPlan[] {
  const members = [...post.followed, ...news];
  if (members.length === 0) return [];
  const troubles = members.filter((incident) => isTrouble(page.components, incident));
  const affected = affectedBy(page.components, troubles);
  const isOver = affected.length === 0;
  const given = { page, post, members, affected, isReturn: news.length > 0 };
  const isOurs = post.isAutomatic && (!post.isPublished || page.mode === "publish");
  const change = isOurs ? (isOver ? endPost(given) : goOn(given)) : null;
  const suggestion = isOurs ? null : suggest(given);
  const release = isOver ? idsOf(members) : [];
  const isSame = suggestion?.state === post.suggestion?.state && suggestion?.body === post.suggestion?.body;
  if (news.length === 0 && release.length === 0 && change === null && isSame) return [];
  return [{ id: post.id, link: idsOf(news), release, change, suggestion }];
}

type Given = {
  page: AutoPage;
  post: AutoPost;
  members: readonly AutoIncident[];
  affected: readonly Affected[];
  /** An incident has come that it did not follow before. */
  isReturn: boolean;
};

function endPost(given: Given): PostChange | null {
  const { page, post, members } = given;
  if (FINAL_STATES.has(post.state)) return null;
  const closedAts = members.map(({ closedAt }) => closedAt ?? page.nowMs);
  return {
    title: post.title,
    state: "resolved",
    impact: post.impact,
    startsAt: null,
    endedAt: Math.max(...closedAts),
    components: [...post.components],
    update: { body: sayEnd(given), notify: true },
  };
}

function goOn(given: Given): PostChange | null {
  const { page, post, affected } = given;
  const words = POST_WORDS[page.locale];
  const isAgain = FINAL_STATES.has(post.state);
  const before = new Set(
    post.components.filter(({ impact }) => impact !== "operational").map(({ id }) => id),
  );
  const isGrown = affected.some(({ id }) => !before.has(id));
  const healed = page.components.filter(({ id }) => before.has(id) && !affected.some((one) => one.id === id));
  const isChanged = isAgain || isGrown || healed.length > 0;
  if (isChanged && !isAgain && page.nowMs - post.saidAt < SAY_EVERY_MS) return null;

  const all = page.components.filter(
    ({ id }) => affected.some((one) => one.id === id) || post.components.some((one) => one.id === id),
  );
  const change: PostChange = {
    title: titleOf(words, words.problem, namesIn(all)),
    state: isAgain ? "investigating" : post.state,
    impact: worseImpact(post.impact, impactOf(page.components, affected)),
    startsAt: null,
    endedAt: null,
    components: all.map(({ id }) => ({
      id,
      impact: affected.find((one) => one.id === id)?.impact ?? "operational",
    })),
    update: isChanged
      ? { body: sayChange(words, { isAgain, isGrown, healed, affected }), notify: isAgain || isGrown }
      : null,
  };
  return isChanged || differs(post, change) ? change : null;
}

function sayChange(
  words: PostWords,
  news: {
    isAgain: boolean;
    isGrown: boolean;
    healed: readonly AutoComponent[];
    affected: readonly Affected[];
  },
): string {
  const troubled = namesOf(words, namesIn(news.affected));
  if (news.isAgain) return words.again(troubled);
  if (news.healed.length === 0) return words.investigating(troubled);
  const healed = words.works(namesOf(words, namesIn(news.healed)), news.healed.length);
  return `${healed} ${news.isGrown ? words.investigating(troubled) : words.stillInvestigating(troubled)}`;
}

/** That it works is said only where every one of its monitors is seen to be up. */
function sayEnd({ page, post, members }: Given): string {
  const words = POST_WORDS[page.locale];
  const open = post.components.filter(({ impact }) => impact !== "operational").map(({ id }) => id);
  const touched = page.components.filter(
    ({ id, monitors }) =>
      open.includes(id) || monitors.some((monitor) => members.some((one) => one.monitorId === monitor.id)),
  );
  if (touched.length === 0) return words.over(post.title);
  const names = namesOf(words, namesIn(touched));
  const isUp = touched.every(({ monitors }) =>
    monitors.every(({ verdict, isPaused }) => verdict === "up" && !isPaused),
  );
  return isUp ? words.works(names, touched.length) : words.over(names);
}

/** What a person wrote stands: what Uptick would say is shown to the team only. */
function suggest(given: Given): PostSuggestion | null {
  const { page, post, affected, isReturn } = given;
  const isFinal = FINAL_STATES.has(post.state);
  if (affected.length === 0) return isFinal ? null : { state: "resolved", body: sayEnd(given) };
  if (!isFinal) return null;
  if (!isReturn) return post.suggestion;
  const words = POST_WORDS[page.locale];
  return { state: "investigating", body: words.again(namesOf(words, namesIn(affected))) };
}

function differs(post: AutoPost, change: PostChange): boolean {
  if (post.title !== change.title || post.impact !== change.impact) return true;
  const before = new Map(post.components.map(({ id, impact }) => [id, impact]));
  return (
    change.components.length !== before.size ||
    change.components.some(({ id, impact }) => before.get(id) !== impact)
  );
}

function namesIn(components: readonly { name: string }[]): string[] {
  return components.map(({ name }) => name);
}

function idsOf(incidents: readonly AutoIncident[]): string[] {
  return incidents.map(({ id }) => id);
}
