"use client";

import { useTRPCClient } from "#ui/trpc/trpc-context.ts";
import { MOST_COMPONENTS } from "./first-layout.ts";
import type { NewPage } from "./new-page-values.ts";

const PAGE = 100;

/** The monitors that a new page begins with, by name, as many as a page takes. */
export function useFirstMonitors() {
  const client = useTRPCClient();
  const list = async (tags: readonly string[]) => {
    const found: { id: string; name: string; tags: string[] }[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.monitor.list.query({
        limit: PAGE,
        sort: "name",
        ...(tags.length > 0 && { tag: [...tags] }),
        ...(cursor !== undefined && { cursor }),
      });
      found.push(...page.items.map(({ id, name, tags: own }) => ({ id, name, tags: own })));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && found.length < MOST_COMPONENTS);
    return found;
  };
  return async (shown: NewPage["shown"]) => {
    if (shown.kind === "none") return [];
    if (shown.kind === "pick") return shown.monitors.map((monitor) => ({ ...monitor, tags: [] }));
    return list(shown.kind === "tags" ? shown.tags : []);
  };
}
