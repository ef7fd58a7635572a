import type { PostEdit } from "#contracts/status-post.ts";
import { FINAL_STATES } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { deletePost as deleteRow, replaceComponents, savePost } from "#server/store/status-post-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import {
  byPerson,
  changePost,
  recordPost,
  requireOwnComponents,
  requireTimes,
} from "./change-status-post.ts";

const CHANGED_MEANWHILE =
  "Somebody else, or Uptick, has changed this post since you began. Reload it, and make your changes again.";

/** Title, impact, times and components: all of what a post is beside its updates. */
export function editPost(
  deps: ActionDeps,
  caller: Caller,
  { id, edit }: { id: string; edit: PostEdit },
): Promise<{ id: string }> {
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    const { title, impact, startsAt, endsAt, components } = edit;
    await requireOwnComponents(sql, { pageId: post.pageId, components });
    if (post.version !== edit.version) throw new AppError("conflict", CHANGED_MEANWHILE);
    const next = byPerson({ ...post, title, impact, startsAt, endsAt }, at);
    requireTimes(next, at);
    if (post.kind === "incident" && FINAL_STATES.has(post.state) && endsAt === null) {
      throw new AppError("invalid", "Say when it ended.", { field: "endsAt" });
    }
    await replaceComponents(sql, { postId: id, components });
    await savePost(sql, next, at);
    const detail = { titleBefore: post.title, impactBefore: post.impact, impact };
    await recordPost(tx, caller, { action: "edit", post: next, at, detail });
    return { id };
  });
}

/** Visitors find it nowhere any more; messages that were sent stay sent. */
export function deletePost(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    await deleteRow(sql, id);
    const detail = { state: post.state, wasPublished: post.publishedAt !== null };
    await recordPost(tx, caller, { action: "delete", post, at, detail });
    return { id };
  });
}

/** Markdown for the public. `basedOn` is what the writer began with; empty takes it away. */
export function savePublicPostMortem(
  deps: ActionDeps,
  caller: Caller,
  edit: { id: string; markdown: string; basedOn: string },
): Promise<{ id: string }> {
  const { id, markdown, basedOn } = edit;
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    const before = post.postMortem ?? "";
    if (before === markdown) return { id };
    if (before !== basedOn) {
      throw new AppError(
        "conflict",
        "Somebody else has saved another version since you began. Copy your text, reload the page, and put both together.",
      );
    }
    const next = {
      ...post,
      postMortem: markdown.trim() === "" ? null : markdown,
      personAt: post.personAt ?? at,
    };
    await savePost(sql, next, at);
    const detail = { charactersBefore: before.length, charactersAfter: markdown.length };
    await recordPost(tx, caller, { action: "post_mortem", post, at, detail });
    return { id };
  });
}
