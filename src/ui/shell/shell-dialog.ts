"use client";

import { useSyncExternalStore } from "react";

/** What opens over any screen. */
export type ShellDialog = "palette" | "shortcuts" | "monitor" | "incident" | "maintenance";

let shown: ShellDialog | null = null;
const listeners = new Set<() => void>();

/** Null closes. */
export function showShellDialog(next: ShellDialog | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function useShellDialog(): ShellDialog | null {
  return useSyncExternalStore(subscribe, readShown, () => null);
}

function readShown(): ShellDialog | null {
  return shown;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
