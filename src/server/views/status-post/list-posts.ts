import * as z from "zod";
import type { PostFilter, PostImpact, PostPage, PostView } from "#contracts/status-post.ts";
import { pageUrlOf } from "#domain/status/page-url.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findOwnPage } from "#server/store/status-post-store.ts";
import {
  countAudience,
  countPosts,
  findPostRow,
  listPostRows,
  type PostRow,
} from "#server/store/status-post-view-store.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { PageViewDeps } from "../status-page/page-view-deps.ts";

const Position = z.tuple([z.number(), z.uuid()]);

type PostQuery = { pageId: string; filter: PostFilter; cursor?: string | undefined; limit: number };

export async function listPosts(deps: PageViewDeps, actor: Actor, query: PostQuery): Promise<PostPage> {
  const { pageId, filter, cursor, limit } = query;
  await requirePage(deps, actor, pageId);
  const position = cursor === undefined ? null : decodeCursor(Position, cursor);
  const after = position && { at: position[0], id: position[1] };
  const [found, counts] = await Promise.all([
    listPostRows(deps.sql, { pageId, filter, after, limit: limit + 1 }),
    countPosts(deps.sql, pageId),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const at = last && (filter === "scheduled" ? (last.publishAt ?? last.startsAt) : last.startsAt);
  const next = last && at !== undefined ? encodeCursor([at, last.id]) : null;
  return { posts: rows.map((row) => viewOf(deps, row)), next, counts };
}

export async function getPost(deps: PageViewDeps, actor: Actor, id: string): Promise<PostView> {
  const row = await findPostRow(deps.sql, { workspaceId: actor.workspaceId, id });
  if (!row) throw new AppError("not_found", "There is no such post.");
  return viewOf(deps, row);
}

/** How many subscribers would be told. */
export async function getAudience(
  deps: PageViewDeps,
  actor: Actor,
  asked: { pageId: string; impact: PostImpact; componentIds: readonly string[] },
): Promise<{ subscribers: number }> {
  await requirePage(deps, actor, asked.pageId);
  return { subscribers: await countAudience(deps.sql, asked) };
}

async function requirePage(deps: PageViewDeps, actor: Actor, id: string): Promise<void> {
  if (await findOwnPage(deps.sql, { workspaceId: actor.workspaceId, id })) return;
  throw new AppError("not_found", "There is no such status page.");
}

function viewOf(deps: PageViewDeps, row: PostRow): PostView {
  const { occurrenceId, personAt, saidAt, tellsAlone, createdBy, slug, domain, ...post } = row;
  const isAutomatic = personAt === null;
  return { ...post, isAutomatic, url: `${pageUrlOf(deps.auth.appUrl, { slug, domain })}/posts/${post.id}` };
}
