import type { SnapshotPost } from "#contracts/status-snapshot.ts";

/** `from` and `to` are keys such as 2026-11-22; they differ only where nothing happened. */
export type PastGroup = { from: string; to: string; posts: SnapshotPost[] };

type Past = {
  posts: readonly SnapshotPost[];
  days: number;
  nowMs: number;
  /** Of a moment, in the page's zone. */
  dayKey: (atMs: number) => string;
};

/** The last `days` days, newest first, with the posts that began on them; empty neighbours are one group. */
export function groupPastDays({ posts, days, nowMs, dayKey }: Past): PastGroup[] {
  const groups: PastGroup[] = [];
  const today = Date.parse(dayKey(nowMs));
  for (let back = 0; back < days; back += 1) {
    const key = new Date(today - back * 86_400_000).toISOString().slice(0, 10);
    const found = posts.filter((post) => dayKey(post.startsAt) === key);
    const last = groups.at(-1);
    if (last && found.length === 0 && last.posts.length === 0) last.from = key;
    else groups.push({ from: key, to: key, posts: found });
  }
  return groups;
}
