"use client";

import { useSyncExternalStore } from "react";
import type { ListData } from "#ui/live/merge-live.ts";

type Edit = (data: ListData) => ListData;

const NONE: readonly Edit[] = [];
let edits: readonly Edit[] = NONE;
const listeners = new Set<() => void>();

/** Laid over every list until it is forgotten: neither a refetch nor a live state shows what is about to change as it was. */
export function foreseeEdit(edit: Edit): () => void {
  change([...edits, edit]);
  return () => change(edits.filter((other) => other !== edit));
}

export function useForeseenEdits(): readonly Edit[] {
  return useSyncExternalStore(
    subscribe,
    () => edits,
    () => NONE,
  );
}

function change(next: readonly Edit[]): void {
  edits = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
