"use client";

import { useCallback, useMemo, useState } from "react";
import type { BulkTarget } from "#contracts/bulk.ts";
import type { ListRow } from "./lay-out-rows.ts";
import { filterOf, type ListView } from "./list-query.ts";
import { extendTo, isSelected, NOTHING, type Selection, selectLoaded, toggleOne } from "./selection.ts";

type Selectable = { rows: readonly ListRow[]; view: ListView; matching: number };

/** What is selected; another filter selects something else, so it begins anew. */
export function useSelection({ rows, view, matching }: Selectable) {
  const filter = JSON.stringify(filterOf(view));
  const [state, setState] = useState<{ filter: string; selection: Selection }>({
    filter,
    selection: NOTHING,
  });
  const selection = state.filter === filter ? state.selection : NOTHING;
  const loaded = useMemo(
    () => [...new Set(rows.flatMap((row) => (row.kind === "monitor" ? [row.item.id] : [])))],
    [rows],
  );
  const change = useCallback(
    (next: (before: Selection) => Selection) =>
      setState((before) => ({
        filter,
        selection: next(before.filter === filter ? before.selection : NOTHING),
      })),
    [filter],
  );
  const toggle = useCallback(
    (id: string, isRange: boolean) =>
      change((before) => (isRange ? extendTo(before, id, loaded) : toggleOne(before, id, loaded))),
    [change, loaded],
  );
  const clear = useCallback(() => change(() => NOTHING), [change]);
  const target: BulkTarget =
    selection.kind === "matching"
      ? { kind: "matching", filter: filterOf(view) }
      : { kind: "chosen", ids: [...selection.ids] };
  return {
    count: selection.kind === "matching" ? matching : selection.ids.size,
    isAllMatching: selection.kind === "matching" || (matching > 0 && selection.ids.size >= matching),
    isAllLoaded: loaded.length > 0 && loaded.every((id) => isSelected(selection, id)),
    has: (id: string) => isSelected(selection, id),
    target,
    toggle,
    clear,
    selectLoaded: () => change(() => selectLoaded(loaded)),
    selectMatching: () => change(() => ({ kind: "matching" })),
  };
}
