import { FINAL_STATES } from "#contracts/status-post.ts";
import type { SnapshotPost } from "#contracts/status-snapshot.ts";
import { DAY_MS } from "#domain/status/component-days.ts";

export type GroupedPosts = Record<"incidents" | "maintenance" | "announcements" | "history", SnapshotPost[]>;

/** Which of the published posts stand where. `posts` are newest first. */
export function groupPosts(
  posts: readonly SnapshotPost[],
  { nowMs, historyDays }: { nowMs: number; historyDays: number },
): GroupedPosts {
  const oldestMs = nowMs - historyDays * DAY_MS;
  const open = posts.filter((post) => !isOver(post, nowMs));
  const ofKind = (kind: SnapshotPost["kind"]) => open.filter((post) => post.kind === kind);
  return {
    incidents: ofKind("incident"),
    maintenance: ofKind("maintenance").toSorted((a, b) => a.startsAt - b.startsAt),
    announcements: ofKind("announcement").filter(({ startsAt }) => startsAt <= nowMs),
    history: posts.filter((post) => isOver(post, nowMs) && (post.endsAt ?? post.startsAt) >= oldestMs),
  };
}

/** An announcement goes by itself; an incident and a maintenance when somebody or a stage says so. */
function isOver(post: SnapshotPost, nowMs: number): boolean {
  if (FINAL_STATES.has(post.state)) return true;
  return post.kind === "announcement" && post.endsAt !== null && post.endsAt <= nowMs;
}
