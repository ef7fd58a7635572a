import type { AutoPlan, PostChange } from "#domain/status/auto-page.ts";
import { planAutoPosts } from "#domain/status/plan-auto-posts.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import {
  findPageHead,
  listFreshIncidents,
  listPagesToFollow,
  lockIncidentPosts,
  type PageHead,
  tryPageLock,
} from "#server/store/status-auto-store.ts";
import { linkIncident, releaseIncidents } from "#server/store/status-link-store.ts";
import { findPost, insertPost, replaceComponents, savePost } from "#server/store/status-post-store.ts";
import { listShownComponents } from "#server/store/status-post-view-store.ts";
import { insertUpdate } from "#server/store/status-update-store.ts";

type FollowDeps = Pick<Deps, "pool" | "clock" | "newId" | "wakeNotifier">;

/**
 * Has posts begin, go on and end with the incidents of the monitors that pages show. It looks at what is stored, so that
 * whoever judges waits for nothing, and finds what a crash left. Returns how many posts have changed.
 */
export async function followIncidents(deps: FollowDeps): Promise<number> {
  const pageIds = await listPagesToFollow(deps.pool, deps.clock());
  let changed = 0;
  for (const pageId of pageIds) {
    changed += await inTransaction(deps.pool, (sql) => followPage(deps, sql, pageId));
  }
  if (changed > 0) deps.wakeNotifier();
  return changed;
}

async function followPage(deps: FollowDeps, sql: Sql, pageId: string): Promise<number> {
  if (!(await tryPageLock(sql, pageId))) return 0;
  const nowMs = deps.clock();
  const head = await findPageHead(sql, pageId);
  if (!head) return 0;
  const posts = await lockIncidentPosts(sql, { pageId, nowMs });
  const components = await listShownComponents(sql, pageId);
  const fresh = await listFreshIncidents(sql, { pageId, nowMs });
  const plans = planAutoPosts({ ...head, nowMs, components, fresh, posts });
  for (const plan of plans) await carryOut(deps, sql, { plan, head, pageId, nowMs });
  return plans.length;
}

type Given = { plan: AutoPlan; head: PageHead; pageId: string; nowMs: number };

async function carryOut(deps: FollowDeps, sql: Sql, given: Given): Promise<void> {
  const { plan, pageId, nowMs } = given;
  const postId = plan.id ?? (await beginPost(deps, sql, given));
  if (postId === null) return;
  for (const incidentId of plan.link) await linkIncident(sql, { pageId, postId, incidentId, endedAt: null });
  await releaseIncidents(sql, { pageId, incidentIds: plan.release, endedAt: nowMs });
  if (plan.change) await say(deps, sql, { postId, change: plan.change, nowMs });
  if (plan.id !== null) await moveOn(sql, { plan, nowMs });
}

/** Null where a person was quicker. */
async function beginPost(
  deps: FollowDeps,
  sql: Sql,
  { plan, head, pageId, nowMs }: Given,
): Promise<string | null> {
  const { change } = plan;
  if (!change) return null;
  const id = deps.newId();
  const { title, state, impact, startsAt } = change;
  const isMade = await insertPost(
    sql,
    {
      id,
      pageId,
      kind: "incident",
      title,
      state,
      impact,
      startsAt: startsAt ?? nowMs,
      endsAt: null,
      publishedAt: head.mode === "publish" ? nowMs : null,
      publishAt: null,
      incidentId: plan.link[0] ?? null,
      occurrenceId: null,
      postMortem: null,
      personAt: null,
      suggestion: null,
      tellsAlone: true,
      createdBy: null,
    },
    nowMs,
  );
  return isMade ? id : null;
}

async function say(
  deps: FollowDeps,
  sql: Sql,
  { postId, change, nowMs }: { postId: string; change: PostChange; nowMs: number },
): Promise<void> {
  await replaceComponents(sql, { postId, components: change.components });
  if (!change.update) return;
  const { body, notify } = change.update;
  const update = { postId, at: nowMs, state: change.state, body, createdBy: null, notify };
  await insertUpdate(sql, { id: deps.newId(), ...update });
}

async function moveOn(sql: Sql, { plan, nowMs }: { plan: AutoPlan; nowMs: number }): Promise<void> {
  const post = plan.id === null ? null : await findPost(sql, plan.id);
  if (!post) return;
  const { suggestion, change } = plan;
  const moved = change && {
    title: change.title,
    state: change.state,
    impact: change.impact,
    endsAt: change.endedAt,
  };
  await savePost(sql, { ...post, ...moved, suggestion }, nowMs);
}
