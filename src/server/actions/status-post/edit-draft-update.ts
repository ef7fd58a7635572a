import type { DraftUpdateEdit } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { savePost } from "#server/store/status-post-store.ts";
import {
  deleteUpdate,
  findPostOfUpdate,
  listUpdateStates,
  saveUpdate,
} from "#server/store/status-update-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import {
  byPerson,
  changePost,
  type PostWork,
  recordPost,
  requireStateOfKind,
  requireWholeEditor,
} from "./change-status-post.ts";

const READ_ALREADY =
  "Visitors may have read this update: it stays. Add another one that puts it right, or take the post back first.";

/** Words and state of an update that nobody has seen. */
export function editDraftUpdate(
  deps: ActionDeps,
  caller: Caller,
  { id, edit }: { id: string; edit: DraftUpdateEdit },
): Promise<{ id: string }> {
  return changeDraft(deps, { caller, id }, async (work) => {
    requireStateOfKind(work.post, edit.state);
    await saveUpdate(work.sql, { id, ...edit });
    await followNewest(work);
    await recordPost(work.tx, caller, { action: "edit_update", post: work.post, at: work.at });
    return { id };
  });
}

export function deleteDraftUpdate(deps: ActionDeps, caller: Caller, id: string): Promise<{ id: string }> {
  return changeDraft(deps, { caller, id }, async (work) => {
    if ((await listUpdateStates(work.sql, work.post.id)).length === 1) {
      throw new AppError("conflict", "A post says at least one thing. Delete the post instead.");
    }
    await deleteUpdate(work.sql, id);
    await followNewest(work);
    await recordPost(work.tx, caller, { action: "delete_update", post: work.post, at: work.at });
    return { id };
  });
}

async function changeDraft<Result>(
  deps: ActionDeps,
  { caller, id }: { caller: Caller; id: string },
  work: (given: PostWork) => Promise<Result>,
): Promise<Result> {
  requireWholeEditor(caller);
  const { workspaceId } = caller.actor;
  const postId = await findPostOfUpdate(deps.db, { workspaceId, id });
  if (postId === null) throw noSuchUpdate();
  return changePost(deps, { caller, id: postId }, async (given) => {
    const updates = await listUpdateStates(given.sql, postId);
    if (!updates.some((update) => update.id === id)) throw noSuchUpdate();
    if (given.post.publishedAt !== null) throw new AppError("conflict", READ_ALREADY);
    return work(given);
  });
}

function noSuchUpdate(): AppError {
  return new AppError("not_found", "There is no such update.");
}

/** The post is in the state that its newest update says. */
async function followNewest({ sql, post, at }: PostWork): Promise<void> {
  const [newest] = await listUpdateStates(sql, post.id);
  await savePost(sql, byPerson({ ...post, state: newest?.state ?? post.state }, at), at);
}
