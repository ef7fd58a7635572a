import {
  type AffectedComponent,
  FINAL_STATES,
  type PostState,
  STATES_OF_KIND,
} from "#contracts/status-post.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import type { Sql, Tx } from "#server/store/prisma.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import {
  countComponents,
  type LockedPost,
  lockPost,
  type StoredPost,
} from "#server/store/status-post-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { inTransaction, recordCommand } from "../monitor/in-transaction.ts";

/** Whoever is held to tags sees a part of the monitors; a page speaks for all that it shows. */
export function requireWholeEditor(caller: Caller): void {
  requireEditor(caller);
  if (caller.actor.tags.length === 0) return;
  throw new AppError(
    "forbidden",
    "You see a part of the workspace: what its status pages say is for others to change.",
  );
}

export type PostWork = { tx: Tx; sql: Sql; post: LockedPost; at: number };

/** Locks the caller's post, after the check of the right to change it, and hands it to `work`; visitors see it then. */
export async function changePost<Result>(
  deps: ActionDeps,
  command: { caller: Caller; id: string },
  work: (given: PostWork) => Promise<Result>,
): Promise<Result> {
  requireWholeEditor(command.caller);
  const { pageId, result } = await inTransaction(deps, async (tx) => {
    const sql = sqlOf(tx);
    const { workspaceId } = command.caller.actor;
    const post = await lockPost(sql, { workspaceId, id: command.id });
    if (!post) throw new AppError("not_found", "There is no such post.");
    return { pageId: post.pageId, result: await work({ tx, sql, post, at: deps.now().getTime() }) };
  });
  forgetStatusPage(pageId);
  return result;
}

export function requireStateOfKind({ kind }: Pick<StoredPost, "kind">, state: PostState): void {
  if (STATES_OF_KIND[kind].includes(state)) return;
  throw new AppError("invalid", "This state is not one of its kind.", { field: "state" });
}

export async function requireOwnComponents(
  sql: Sql,
  asked: { pageId: string; components: readonly AffectedComponent[] },
): Promise<void> {
  const ids = new Set(asked.components.map(({ id }) => id));
  if (ids.size < asked.components.length) {
    throw new AppError("invalid", "A component is named twice.", { field: "components" });
  }
  if ((await countComponents(sql, { pageId: asked.pageId, ids: [...ids] })) === ids.size) return;
  throw new AppError("invalid", "One of these components is not on the page any more. Choose again.", {
    field: "components",
  });
}

/** What is over has an end; maintenance has a planned one; what goes on has none. */
export function requireTimes(
  post: Pick<StoredPost, "kind" | "state" | "startsAt" | "endsAt">,
  at: number,
): void {
  const { kind, state, startsAt, endsAt } = post;
  const say = (field: string, message: string) => new AppError("invalid", message, { field });
  const isEmpty = endsAt !== null && (endsAt < startsAt || (endsAt === startsAt && kind === "maintenance"));
  if (isEmpty) throw say("endsAt", "It must end after it starts.");
  if (kind === "maintenance" && endsAt === null) {
    throw say("endsAt", "Say when the maintenance starts and ends.");
  }
  if (kind !== "incident") return;
  if (startsAt > at) throw say("startsAt", "An incident cannot begin in the future.");
  if (endsAt !== null && endsAt > at) throw say("endsAt", "An incident cannot end in the future.");
  if (endsAt !== null && !FINAL_STATES.has(state)) {
    throw say("endsAt", "An incident that is not resolved has no end yet.");
  }
}

/** Changed by a person, who from then on has the say in it. */
export function byPerson<Post extends StoredPost>(post: Post, at: number): Post {
  return { ...post, personAt: post.personAt ?? at, suggestion: null };
}

export function recordPost(
  tx: Tx,
  caller: Caller,
  entry: {
    action: string;
    post: StoredPost;
    at: number;
    detail?: Record<string, string | number | boolean | null>;
  },
): Promise<void> {
  const { action, post, at, detail = {} } = entry;
  return recordCommand(tx, caller, {
    action: `status_post.${action}`,
    subject: post.id,
    at: new Date(at),
    detail: { page: post.pageId, kind: post.kind, title: post.title, ...detail },
  });
}
