"use client";

import { useEffect, useSyncExternalStore } from "react";
import { onDemand } from "#ui/primitives/on-demand.tsx";
import { toastDesk } from "./toast.ts";

const loadPanel = async () => (await import("./toast-panel.tsx")).ToastPanel;
const ToastPanel = onDemand(loadPanel);

export function Toasts() {
  const isWanted = useSyncExternalStore(toastDesk.subscribe, toastDesk.isWanted, () => false);
  useLoadOnFirstTouch();
  return isWanted ? <ToastPanel /> : null;
}

/** Whoever has no connection when there is something to say has usually touched the page before. */
function useLoadOnFirstTouch(): void {
  useEffect(() => {
    const touched = new AbortController();
    const load = () => {
      touched.abort();
      // A failure is tried again by whatever is said first.
      loadPanel().catch(() => undefined);
    };
    for (const name of ["pointerdown", "keydown"]) {
      window.addEventListener(name, load, { signal: touched.signal, passive: true });
    }
    return () => touched.abort();
  }, []);
}
