import type { MonitorGroup, MonitorListItem } from "#contracts/view.ts";

export type ListRow =
  | { kind: "monitor"; key: string; item: MonitorListItem }
  | { kind: "group"; key: string; group: MonitorGroup; isOpen: boolean };

type Loaded = {
  items: readonly MonitorListItem[];
  /** Null where the list is not grouped. */
  groups: readonly MonitorGroup[] | null;
  closed: readonly string[];
  hasMore: boolean;
};

/** Heads and rows in one sequence. Groups behind the last loaded row wait until their turn is loaded. */
export function layOutRows({ items, groups, closed, hasMore }: Loaded): ListRow[] {
  if (groups === null) return items.map((item) => ({ kind: "monitor", key: item.id, item }));
  const lastGroup = items.at(-1)?.group;
  const rows: ListRow[] = [];
  for (const group of groups) {
    const isOpen = !closed.includes(group.key);
    rows.push({ kind: "group", key: `group:${group.key}`, group, isOpen });
    if (!isOpen) continue;
    for (const item of items) {
      if (item.group === group.key) rows.push({ kind: "monitor", key: `${group.key}:${item.id}`, item });
    }
    if (hasMore && (lastGroup === undefined || lastGroup === group.key)) break;
  }
  return rows;
}
