/** Monitors that were chosen one by one, or everything that matches the present filter. */
export type Selection =
  | { kind: "chosen"; ids: ReadonlySet<string>; anchor: string | null }
  | { kind: "matching" };

export const NOTHING: Selection = { kind: "chosen", ids: new Set(), anchor: null };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === "matching" || selection.ids.has(id);
}

/** Taking one away from everything leaves what is loaded, without it. */
export function toggleOne(selection: Selection, id: string, loaded: readonly string[]): Selection {
  const ids = new Set(selection.kind === "matching" ? loaded : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: "chosen", ids, anchor: id };
}

/** From the one that was touched last to this one, as a click with Shift does. */
export function extendTo(selection: Selection, id: string, loaded: readonly string[]): Selection {
  if (selection.kind === "matching") return selection;
  const from = selection.anchor === null ? -1 : loaded.indexOf(selection.anchor);
  const to = loaded.indexOf(id);
  if (from < 0 || to < 0) return toggleOne(selection, id, loaded);
  const range = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { kind: "chosen", ids: new Set([...selection.ids, ...range]), anchor: id };
}

export function selectLoaded(loaded: readonly string[]): Selection {
  return { kind: "chosen", ids: new Set(loaded), anchor: null };
}
