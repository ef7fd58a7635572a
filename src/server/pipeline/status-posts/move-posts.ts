import type { PostState } from "#contracts/status-post.ts";
import { moveByTime } from "#domain/status/move-by-time.ts";
import { POST_WORDS, type PostWords } from "#domain/status/post-words.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { savePost } from "#server/store/status-post-store.ts";
import { type DuePost, forgetDrafts, lockDuePosts } from "#server/store/status-time-store.ts";
import { insertUpdate, settleUpdates } from "#server/store/status-update-store.ts";

type MoveDeps = Pick<Deps, "pool" | "clock" | "newId" | "wakeNotifier">;

const BATCH = 50;
const DRAFT_MS = 30 * 86_400_000;

/** Publishes what was planned, begins and ends maintenance, and takes announcements away. Returns how many posts. */
export async function movePosts(deps: MoveDeps): Promise<number> {
  let moved = 0;
  for (;;) {
    const count = await moveBatch(deps);
    moved += count;
    if (count < BATCH) break;
  }
  if (moved > 0) deps.wakeNotifier();
  return moved;
}

/** Drafts that Uptick made and nobody touched go 30 days after what they were about. */
export function forgetOldDrafts(deps: Pick<Deps, "pool" | "clock">): Promise<number> {
  return forgetDrafts(deps.pool, deps.clock() - DRAFT_MS);
}

function moveBatch(deps: MoveDeps): Promise<number> {
  const nowMs = deps.clock();
  return inTransaction(deps.pool, async (sql) => {
    const due = await lockDuePosts(sql, { nowMs, limit: BATCH });
    for (const post of due) await move(deps, sql, { post: await publish(sql, post, nowMs), nowMs });
    return due.length;
  });
}

/** The moment that was set is the one that is kept. */
async function publish(sql: Sql, post: DuePost, nowMs: number): Promise<DuePost> {
  if (post.publishedAt !== null) return post;
  const at = post.publishAt ?? nowMs;
  await settleUpdates(sql, { postId: post.id, at: post.personAt === null ? null : at });
  const startsAt = post.kind === "announcement" ? Math.max(post.startsAt, at) : post.startsAt;
  return { ...post, publishedAt: at, publishAt: null, startsAt, saidAt: Math.max(post.saidAt, at) };
}

async function move(
  deps: MoveDeps,
  sql: Sql,
  { post, nowMs }: { post: DuePost; nowMs: number },
): Promise<void> {
  const steps = moveByTime(post, nowMs);
  let saidAt = post.saidAt;
  for (const { state, at } of steps) {
    const body = sentenceOf(POST_WORDS[post.locale], state);
    if (body === null) continue;
    saidAt = Math.max(at, saidAt + 1);
    const notify = post.tellsAlone;
    const update = { id: deps.newId(), postId: post.id, at: saidAt, state, body, createdBy: null, notify };
    await insertUpdate(sql, update);
  }
  await savePost(sql, { ...post, state: steps.at(-1)?.state ?? post.state }, nowMs);
}

/** Null: it goes without a word. */
function sentenceOf(words: PostWords, state: PostState): string | null {
  if (state === "in_progress") return words.begun;
  return state === "completed" ? words.completed : null;
}
