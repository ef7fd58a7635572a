"use client";

import { useSyncExternalStore } from "react";

const KEY = "uptick-utc";
const listeners = new Set<() => void>();

/** Whether this browser shows all moments in UTC, for reading along with logs and colleagues elsewhere. */
export function useUtcSwitch(): readonly [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, readUtcSwitch, () => false), setUtcSwitch] as const;
}

function readUtcSwitch(): boolean {
  return window.localStorage.getItem(KEY) === "1";
}

function setUtcSwitch(on: boolean): void {
  if (on) window.localStorage.setItem(KEY, "1");
  else window.localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
