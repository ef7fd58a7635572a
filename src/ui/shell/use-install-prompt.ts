"use client";

import { useSyncExternalStore } from "react";

/** Chromium's own event; other browsers install from their menus. */
type InstallEvent = Event & { prompt: () => Promise<unknown> };

let offer: InstallEvent | null = null;
const listeners = new Set<() => void>();

function changeOffer(next: InstallEvent | null): void {
  offer = next;
  for (const listener of listeners) listener();
}

/** Asks the browser to install Uptick; null where it does not offer that, or where it is installed. */
export function useInstallPrompt(): (() => void) | null {
  const event = useSyncExternalStore(
    subscribe,
    () => offer,
    () => null,
  );
  if (event === null) return null;
  return () => {
    changeOffer(null);
    void event.prompt();
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The event comes once, soon after the page has loaded, so it is kept. */
export function keepInstallOffer(): () => void {
  const onOffer = (event: Event) => {
    event.preventDefault();
    changeOffer(event as InstallEvent);
  };
  const onInstalled = () => changeOffer(null);
  window.addEventListener("beforeinstallprompt", onOffer);
  window.addEventListener("appinstalled", onInstalled);
  return () => {
    window.removeEventListener("beforeinstallprompt", onOffer);
    window.removeEventListener("appinstalled", onInstalled);
  };
}
