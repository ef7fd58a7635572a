import { uuidv7 } from "uuidv7";
import { FINAL_STATES, type PostInput } from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import type { Sql } from "#server/store/prisma.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { findLinkable, linkIncident } from "#server/store/status-link-store.ts";
import {
  findOwnPage,
  insertPost,
  patchComponents,
  type StoredPost,
} from "#server/store/status-post-store.ts";
import { insertUpdate } from "#server/store/status-update-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { recordPost, requireOwnComponents, requireTimes, requireWholeEditor } from "./change-status-post.ts";

/** Published now, kept as a draft, or published by itself at a moment. */
export async function createPost(
  deps: ActionDeps,
  caller: Caller,
  { pageId, input }: { pageId: string; input: PostInput },
): Promise<{ id: string }> {
  requireWholeEditor(caller);
  const created = await inTransaction(deps, async (tx) => {
    const sql = sqlOf(tx);
    const at = deps.now().getTime();
    const { workspaceId, label } = caller.actor;
    if (!(await findOwnPage(sql, { workspaceId, id: pageId }))) {
      throw new AppError("not_found", "There is no such status page.");
    }
    await requireOwnComponents(sql, { pageId, components: input.components });
    const post = toPost(input, { id: uuidv7(), pageId, at, label });
    const incident = await findIncident(sql, { workspaceId, pageId, id: post.incidentId });
    if (!(await insertPost(sql, post, at))) throw alreadyPosted();
    const { body, state, notify } = input;
    await insertUpdate(sql, { id: uuidv7(), postId: post.id, at, state, body, createdBy: label, notify });
    await patchComponents(sql, { postId: post.id, components: input.components });
    if (incident) {
      await linkIncident(sql, {
        pageId,
        postId: post.id,
        incidentId: incident.id,
        endedAt: incident.closedAt,
      });
    }
    const detail = { state, impact: input.impact, publish: input.publish.kind };
    await recordPost(tx, caller, { action: "create", post, at, detail });
    return { id: post.id };
  });
  forgetStatusPage(pageId);
  return created;
}

function toPost(
  input: PostInput,
  { id, pageId, at, label }: { id: string; pageId: string; at: number; label: string },
): StoredPost {
  const { kind, title, state, impact, publish, notify, incidentId = null } = input;
  if (publish.kind === "at" && publish.at <= at) {
    throw new AppError("invalid", "Choose a moment that is still to come.", { field: "publish.at" });
  }
  const startsAt = input.startsAt ?? (publish.kind === "at" && kind !== "incident" ? publish.at : at);
  const isOver = FINAL_STATES.has(state);
  const endsAt = input.endsAt ?? (kind === "incident" && isOver ? at : null);
  const post = { kind, state, startsAt, endsAt };
  requireTimes(post, at);
  if (kind === "maintenance" && !isOver && endsAt !== null && endsAt <= at) {
    throw new AppError("invalid", "This time has passed already.", { field: "endsAt" });
  }
  return {
    id,
    pageId,
    ...post,
    title,
    impact,
    publishedAt: publish.kind === "now" ? at : null,
    publishAt: publish.kind === "at" ? publish.at : null,
    incidentId,
    occurrenceId: null,
    postMortem: null,
    personAt: at,
    suggestion: null,
    tellsAlone: notify,
    createdBy: label,
  };
}

async function findIncident(
  sql: Sql,
  asked: { workspaceId: string; pageId: string; id: string | null },
): Promise<{ id: string; closedAt: number | null } | null> {
  const { workspaceId, pageId, id } = asked;
  if (id === null) return null;
  const incident = await findLinkable(sql, { workspaceId, pageId, id });
  if (!incident) throw new AppError("not_found", "There is no such incident.");
  if (incident.postId !== null) throw alreadyPosted();
  return { id, closedAt: incident.closedAt };
}

function alreadyPosted(): AppError {
  return new AppError("conflict", "This page has a post about this incident already. Add an update there.", {
    field: "incidentId",
  });
}
