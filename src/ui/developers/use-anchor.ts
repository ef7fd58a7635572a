import { useSyncExternalStore } from "react";

/** What stands behind # in the address; "" on the server. */
export function useAnchor(): string {
  return useSyncExternalStore(subscribe, readAnchor, () => "");
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

function readAnchor(): string {
  return window.location.hash.slice(1);
}
