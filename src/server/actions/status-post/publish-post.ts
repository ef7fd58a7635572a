import { FINAL_STATES, type PostPublication } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { type LockedPost, savePost } from "#server/store/status-post-store.ts";
import { settleUpdates } from "#server/store/status-update-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { byPerson, changePost, recordPost } from "./change-status-post.ts";

/** Now or at a moment. What is published already stays as it is. */
export function publishPost(
  deps: ActionDeps,
  caller: Caller,
  { id, publication }: { id: string; publication: PostPublication },
): Promise<{ id: string }> {
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    if (post.publishedAt !== null) return { id };
    requireStillTrue(post, publication.kind === "at" ? publication.at : at);
    const { notify } = publication;
    if (publication.kind === "at") {
      if (publication.at <= at) {
        throw new AppError("invalid", "Choose a moment that is still to come.", { field: "publish.at" });
      }
      await settleUpdates(sql, { postId: id, at: null, notify });
      await savePost(sql, { ...post, publishAt: publication.at, tellsAlone: notify }, at);
    } else {
      await settleUpdates(sql, { postId: id, at: post.personAt === null ? null : at, notify });
      await savePost(sql, published(post, { at, notify }), at);
    }
    await recordPost(tx, caller, { action: "publish", post, at, detail: { when: publication.kind, notify } });
    return { id };
  });
}

/** Nobody outside sees it any more, and its feed forgets it; who was told of it stays told. */
export function unpublishPost(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    if (post.publishedAt === null && post.publishAt === null) return { id };
    await savePost(sql, { ...byPerson(post, at), publishedAt: null, publishAt: null }, at);
    await recordPost(tx, caller, { action: "unpublish", post, at });
    return { id };
  });
}

function published(post: LockedPost, { at, notify }: { at: number; notify: boolean }): LockedPost {
  const isLate = post.kind === "announcement" && post.startsAt < at;
  return {
    ...post,
    publishedAt: at,
    publishAt: null,
    tellsAlone: notify,
    startsAt: isLate ? at : post.startsAt,
  };
}

function requireStillTrue({ kind, state, endsAt }: LockedPost, at: number): void {
  if (kind === "incident" || FINAL_STATES.has(state) || endsAt === null || endsAt > at) return;
  throw new AppError("conflict", "Its end has passed. Give it another time first.");
}
