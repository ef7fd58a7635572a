import {
  MAINTENANCE_AHEAD_MS,
  type MaintenancePlan,
  planMaintenancePosts,
} from "#domain/status/plan-maintenance-posts.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { findPageHead, type PageHead, tryPageLock } from "#server/store/status-auto-store.ts";
import {
  linkOccurrence,
  listPagesInMaintenance,
  listPlannedTimes,
  lockMaintenancePosts,
} from "#server/store/status-occurrence-store.ts";
import {
  deletePost,
  findPost,
  insertPost,
  patchComponents,
  type StoredPost,
  savePost,
} from "#server/store/status-post-store.ts";
import { insertUpdate } from "#server/store/status-update-store.ts";

type MaintainDeps = Pick<Deps, "pool" | "clock" | "newId" | "wakeNotifier">;

/** Announces planned maintenance two days ahead, and has posts move and go with their windows. Returns how many posts. */
export async function followMaintenance(deps: MaintainDeps): Promise<number> {
  const nowMs = deps.clock();
  const pageIds = await listPagesInMaintenance(deps.pool, { nowMs, toMs: nowMs + MAINTENANCE_AHEAD_MS });
  let changed = 0;
  for (const pageId of pageIds) {
    changed += await inTransaction(deps.pool, (sql) => followPage(deps, sql, pageId));
  }
  if (changed > 0) deps.wakeNotifier();
  return changed;
}

async function followPage(deps: MaintainDeps, sql: Sql, pageId: string): Promise<number> {
  if (!(await tryPageLock(sql, pageId))) return 0;
  const nowMs = deps.clock();
  const head = await findPageHead(sql, pageId);
  if (!head) return 0;
  const posts = await lockMaintenancePosts(sql, pageId);
  const times = await listPlannedTimes(sql, { pageId, nowMs });
  const { locale, mode } = head;
  const plans = planMaintenancePosts({ locale, nowMs, makes: mode !== "off", times, posts });
  for (const plan of plans) await carryOut(deps, sql, { plan, head, pageId, nowMs });
  return plans.length;
}

type Given<Plan> = { plan: Plan; head: PageHead; pageId: string; nowMs: number };

async function carryOut(deps: MaintainDeps, sql: Sql, given: Given<MaintenancePlan>): Promise<void> {
  const { plan, pageId, nowMs } = given;
  if (plan.kind === "announce") return announce(deps, sql, { ...given, plan });
  if (plan.kind === "discard") return deletePost(sql, plan.postId);
  const post = await findPost(sql, plan.postId);
  if (!post) return;
  if (plan.kind === "cancel") {
    await change(deps, sql, { post: { ...post, state: "cancelled" }, body: plan.body, nowMs });
    return;
  }
  const { startsAt, endsAt, occurrence, body } = plan;
  await change(deps, sql, { post: { ...post, startsAt, endsAt, occurrenceId: occurrence.id }, body, nowMs });
  const { id: occurrenceId, maintenanceId } = occurrence;
  await linkOccurrence(sql, { pageId, postId: post.id, occurrenceId, maintenanceId });
}

async function announce(
  deps: MaintainDeps,
  sql: Sql,
  { plan, head, pageId, nowMs }: Given<Extract<MaintenancePlan, { kind: "announce" }>>,
): Promise<void> {
  const { time, title, body } = plan;
  const id = deps.newId();
  const post: StoredPost = {
    id,
    pageId,
    kind: "maintenance",
    title,
    state: "scheduled",
    impact: "none",
    startsAt: time.startsAt,
    endsAt: time.endsAt,
    publishedAt: head.mode === "publish" ? nowMs : null,
    publishAt: null,
    incidentId: null,
    occurrenceId: time.id,
    postMortem: null,
    personAt: null,
    suggestion: null,
    tellsAlone: true,
    createdBy: null,
  };
  if (!(await insertPost(sql, post, nowMs))) return;
  const update = { postId: id, at: nowMs, state: post.state, body, createdBy: null, notify: true };
  await insertUpdate(sql, { id: deps.newId(), ...update });
  const components = time.components.map((component) => ({
    id: component.id,
    impact: "maintenance" as const,
  }));
  await patchComponents(sql, { postId: id, components });
  const { id: occurrenceId, maintenanceId } = time;
  await linkOccurrence(sql, { pageId, postId: id, occurrenceId, maintenanceId });
}

async function change(
  deps: MaintainDeps,
  sql: Sql,
  { post, body, nowMs }: { post: StoredPost & { saidAt: number }; body: string | null; nowMs: number },
): Promise<void> {
  if (body !== null) {
    const at = Math.max(nowMs, post.saidAt + 1);
    const { id: postId, state, tellsAlone: notify } = post;
    await insertUpdate(sql, { id: deps.newId(), postId, at, state, body, createdBy: null, notify });
  }
  await savePost(sql, post, nowMs);
}
