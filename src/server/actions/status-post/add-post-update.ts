import { uuidv7 } from "uuidv7";
import { FINAL_STATES, type PostUpdateInput } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  type LockedPost,
  patchComponents,
  type StoredPost,
  savePost,
} from "#server/store/status-post-store.ts";
import { countUpdates, insertUpdate, isUpdateOf } from "#server/store/status-update-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import {
  byPerson,
  changePost,
  recordPost,
  requireOwnComponents,
  requireStateOfKind,
  requireTimes,
} from "./change-status-post.ts";

const AT_MOST = 500;

/**
 * One after the other, in the order in which they come: the newest says the state. What is over is opened again by an
 * update that does not end it.
 */
export function addPostUpdate(
  deps: ActionDeps,
  caller: Caller,
  { id, input }: { id: string; input: PostUpdateInput },
): Promise<{ id: string }> {
  return changePost(deps, { caller, id }, async ({ tx, sql, post, at }) => {
    const updateId = input.updateId ?? uuidv7();
    if (await isUpdateOf(sql, { postId: id, id: updateId })) return { id };
    requireStateOfKind(post, input.state);
    if ((await countUpdates(sql, id)) >= AT_MOST) {
      throw new AppError("limit_reached", `A post has ${AT_MOST} updates at most. Begin another one.`);
    }
    const { components = [], body, state, notify } = input;
    await requireOwnComponents(sql, { pageId: post.pageId, components });
    const saidAt = Math.max(at, post.saidAt + 1);
    const next = byPerson({ ...move(post, input, at), impact: input.impact ?? post.impact }, at);
    const { label } = caller.actor;
    const update = { id: updateId, postId: id, at: saidAt, state, body, createdBy: label, notify };
    if (!(await insertUpdate(sql, update))) throw new AppError("conflict", "Choose another id.");
    await patchComponents(sql, { postId: id, components });
    await savePost(sql, next, at);
    const detail = { before: post.state, after: state, notify };
    await recordPost(tx, caller, { action: "update", post, at, detail });
    return { id };
  });
}

function move(post: LockedPost, input: PostUpdateInput, at: number): StoredPost {
  if (post.kind === "maintenance") return moveMaintenance(post, input, at);
  const { state } = input;
  const isOver = FINAL_STATES.has(state);
  const wasOver = FINAL_STATES.has(post.state);
  if (post.kind === "incident") {
    const endsAt = isOver ? (wasOver ? post.endsAt : Math.max(at, post.startsAt)) : null;
    return { ...post, state, endsAt };
  }
  const planned = input.endsAt === undefined ? (wasOver ? null : post.endsAt) : input.endsAt;
  const next = { ...post, state, endsAt: isOver ? Math.max(at, post.startsAt) : planned };
  requireTimes(next, at);
  if (!isOver && next.endsAt !== null && next.endsAt <= at) {
    throw new AppError("invalid", "This time has passed already.", { field: "endsAt" });
  }
  return next;
}

/** A person begins and ends it when it begins and ends; what its times say is for the clock. */
function moveMaintenance(post: LockedPost, input: PostUpdateInput, at: number): StoredPost {
  const { state } = input;
  const endsAt = input.endsAt ?? post.endsAt;
  const say = (field: string, message: string) => new AppError("invalid", message, { field });
  if (state === "scheduled" && post.startsAt <= at) {
    throw say("state", "Its start has passed. Say that it is in progress, or move its start first.");
  }
  if (state === "completed" && post.startsAt >= at) {
    throw say("state", "It has not begun. Cancel it, or say that it is in progress.");
  }
  if (state === "in_progress" && (endsAt === null || endsAt <= at)) {
    throw say("endsAt", "Its planned end has passed: say when it ends now.");
  }
  const startsAt = state === "in_progress" ? Math.min(post.startsAt, at) : post.startsAt;
  const isEnded = state === "completed" || (state === "cancelled" && startsAt < at);
  const next = { ...post, state, startsAt, endsAt: isEnded ? Math.min(at, endsAt ?? at) : endsAt };
  requireTimes(next, at);
  return next;
}
