import { Locale } from "#contracts/locale.ts";
import type { IncidentPostDraft } from "#contracts/status-post.ts";
import { draftPublicPostMortem } from "#domain/status/draft-public-post-mortem.ts";
import { affectedBy, impactOf } from "#domain/status/post-impact.ts";
import { namesOf, POST_WORDS, titleOf } from "#domain/status/post-words.ts";
import type { Actor } from "#server/auth/actor.ts";
import { keepInScope, scopeOf } from "#server/store/monitor-scope.ts";
import {
  findPostMortemOfIncident,
  listMonitorsOfIncident,
  listPagesOfIncident,
  listShownComponents,
  type PageOfIncident,
} from "#server/store/status-post-view-store.ts";
import { getIncident } from "../get-incident.ts";
import type { PageViewDeps } from "../status-page/page-view-deps.ts";
import { getPost } from "./list-posts.ts";

/** A beginning for each page that shows what the incident is about; nothing of the incident itself is in it. */
export async function draftPostsOfIncident(
  deps: PageViewDeps,
  actor: Actor,
  incidentId: string,
): Promise<IncidentPostDraft[]> {
  const { worst } = await getIncident(deps, actor, incidentId);
  const [pages, monitorIds] = await Promise.all([
    listPagesOfIncident(deps.sql, { workspaceId: actor.workspaceId, incidentId }),
    listMonitorsOfIncident(deps.sql, incidentId),
  ]);
  const incidents = monitorIds.map((monitorId) => ({ monitorId, closedAt: null, worst }));
  return Promise.all(pages.map((page) => draftFor(deps, { page, incidents })));
}

async function draftFor(
  deps: PageViewDeps,
  given: { page: PageOfIncident; incidents: Parameters<typeof affectedBy>[1] },
): Promise<IncidentPostDraft> {
  const { locale, ...page } = given.page;
  const words = POST_WORDS[Locale.catch("en").parse(locale)];
  const components = await listShownComponents(deps.sql, page.pageId);
  const affected = affectedBy(components, given.incidents);
  const names = affected.map(({ name }) => name);
  return {
    ...page,
    title: titleOf(words, words.problem, names),
    body: words.investigating(namesOf(words, names)),
    impact: impactOf(components, affected),
    components: affected.map(({ id, impact }) => ({ id, impact })),
  };
}

/** What the team wrote of the incident, or a beginning made of what visitors have read. */
export async function draftPostMortemOfPost(
  deps: PageViewDeps,
  actor: Actor,
  id: string,
): Promise<{ markdown: string; isInternal: boolean }> {
  const post = await getPost(deps, actor, id);
  const { incidentId } = post;
  const ids = incidentId === null ? [] : [incidentId];
  const [seen] = await keepInScope(deps.sql, scopeOf(actor), { kind: "incident", ids });
  const { workspaceId } = actor;
  const written =
    seen === undefined ? null : await findPostMortemOfIncident(deps.sql, { workspaceId, incidentId: seen });
  if (written !== null && written !== "") return { markdown: written, isInternal: true };
  return { markdown: draftPublicPostMortem(post), isInternal: false };
}
