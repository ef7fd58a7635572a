import { packTicks, unpackTicks } from "#contracts/pack-ticks.ts";
import type { LiveMonitor, MonitorListItem, MonitorListPage, RecentTick } from "#contracts/view.ts";

export type ListData = { pages: MonitorListPage[]; pageParams: unknown[] };

/** As many as the server sends. */
const RECENT = 20;

/** Lays live states over the cached list. Objects that did not change keep their identity, so their rows do not render. */
export function mergeLive(data: ListData, live: readonly LiveMonitor[]): ListData {
  const byId = new Map(live.map((monitor) => [monitor.id, monitor]));
  const moves: { from: MonitorListItem["verdict"]; to: MonitorListItem["verdict"] }[] = [];
  const pages = data.pages.map((page) => {
    const items = page.items.map((item) => {
      const state = byId.get(item.id);
      if (state === undefined) return item;
      if (state.verdict !== item.verdict) moves.push({ from: item.verdict, to: state.verdict });
      return mergeItem(item, state);
    });
    return items.some((item, index) => item !== page.items[index]) ? { ...page, items } : page;
  });
  if (moves.length === 0) {
    return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data;
  }
  return { ...data, pages: pages.map((page) => ({ ...page, counts: recount(page.counts, moves) })) };
}

export function mergeItem(item: MonitorListItem, live: LiveMonitor): MonitorListItem {
  const known = unpackTicks(item.recent);
  const merged = mergeTicks(known, live.ticks);
  const recent = merged === known ? item.recent : packTicks(merged);
  const same =
    recent === item.recent &&
    live.verdict === item.verdict &&
    live.reason === item.reason &&
    live.since === item.since;
  if (same) return item;
  return {
    ...item,
    verdict: live.verdict,
    reason: live.reason,
    since: live.since,
    recent,
    lastCheckAt: merged.at(-1)?.at ?? item.lastCheckAt,
  };
}

/** A tick is known by its region and its slot; anything older than what is shown stays out of a full list. */
export function mergeTicks(known: RecentTick[], news: readonly RecentTick[]): RecentTick[] {
  const seen = new Set(known.map(keyOf));
  const added = news.filter((tick) => !seen.has(keyOf(tick)));
  if (added.length === 0) return known;
  const merged = [...known, ...added].sort((a, b) => a.at - b.at).slice(-RECENT);
  return added.some((tick) => merged.includes(tick)) ? merged : known;
}

function recount(
  counts: MonitorListPage["counts"],
  moves: readonly { from: MonitorListItem["verdict"]; to: MonitorListItem["verdict"] }[],
): MonitorListPage["counts"] {
  const next = { ...counts };
  for (const { from, to } of moves) {
    next[from] = Math.max(0, next[from] - 1);
    next[to] += 1;
  }
  return next;
}

function keyOf(tick: RecentTick): string {
  return `${tick.region}@${tick.at}`;
}
