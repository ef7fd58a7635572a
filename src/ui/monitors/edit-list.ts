import type { MonitorListItem, ShownVerdict } from "#contracts/view.ts";
import type { ListData } from "#ui/live/merge-live.ts";

export function setVerdictInList(data: ListData, id: string, verdict: ShownVerdict): ListData {
  const before = findItem(data, id);
  if (before === undefined || before.verdict === verdict) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === id ? { ...item, verdict } : item)),
      counts: {
        ...page.counts,
        [before.verdict]: Math.max(0, page.counts[before.verdict] - 1),
        [verdict]: page.counts[verdict] + 1,
      },
    })),
  };
}

export function removeFromList(data: ListData, id: string): ListData {
  const gone = findItem(data, id);
  if (gone === undefined) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => item.id !== id),
      counts: { ...page.counts, [gone.verdict]: Math.max(0, page.counts[gone.verdict] - 1) },
      total: Math.max(0, page.total - 1),
    })),
  };
}

function findItem(data: ListData, id: string): MonitorListItem | undefined {
  return data.pages.flatMap((page) => page.items).find((item) => item.id === id);
}
