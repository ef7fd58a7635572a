"use client";

import { createContext, use, useEffect, useRef } from "react";
import { createShortcutRegistry, type ShortcutGroup } from "./shortcut-registry.ts";

/** One for the page; nothing is added while rendering on the server. */
export const shortcutRegistry = createShortcutRegistry();

/** The dialog that a component is in; 0 on the page itself. */
export const ShortcutLayerContext = createContext(0);

type ShortcutOptions = {
  /** As the list behind `?` names it, translated; null keeps it out of the list. */
  label: string | null;
  group: ShortcutGroup;
  enabled?: boolean;
  /** While the key is held. */
  repeats?: boolean;
};

/**
 * Runs `handler` on "c", "?", "shift+x", "mod+k" or a sequence such as "g m". Off while text is typed, while a dialog or a
 * menu is open that the component is not in, and where the person has switched shortcuts of single keys off.
 */
export function useShortcut(keys: string, handler: () => void, options: ShortcutOptions): void {
  const { label, group, enabled = true, repeats = false } = options;
  const layer = use(ShortcutLayerContext);
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!enabled) return;
    return shortcutRegistry.add({ keys, label, group, layer, repeats, run: () => latest.current() });
  }, [keys, label, group, layer, repeats, enabled]);
}
