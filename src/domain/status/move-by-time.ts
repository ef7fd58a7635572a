import type { PostKind, PostState } from "#contracts/status-post.ts";

/** Times are epoch ms. */
type TimedPost = { kind: PostKind; state: PostState; startsAt: number; endsAt: number | null };
type TimedStep = { state: PostState; at: number };

/** What time alone makes of a published post, in order: maintenance begins and ends, announcements go. */
export function moveByTime(post: TimedPost, nowMs: number): TimedStep[] {
  const { kind, state, startsAt, endsAt } = post;
  const isPast = endsAt !== null && endsAt <= nowMs;
  if (kind === "announcement") return state === "active" && isPast ? [{ state: "ended", at: endsAt }] : [];
  if (kind === "incident") return [];
  const steps: TimedStep[] = [];
  if (state === "scheduled" && startsAt <= nowMs) steps.push({ state: "in_progress", at: startsAt });
  if ((steps.length > 0 || state === "in_progress") && isPast) steps.push({ state: "completed", at: endsAt });
  return steps;
}
