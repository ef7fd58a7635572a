"use client";

import { useEffect } from "react";
import { usePreferences } from "#ui/format/preferences-context.tsx";
import type { Press } from "./shortcut-registry.ts";
import { shortcutRegistry } from "./use-shortcut.ts";

/** Listens for the shortcuts of the whole page, once. */
export function useShortcutKeys(): void {
  const { shortcuts } = usePreferences();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere()) return;
      const found = shortcutRegistry.press(pressOf(event, shortcuts));
      if (found === null) return;
      event.preventDefault();
      found.run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [shortcuts]);
}

function pressOf(event: KeyboardEvent, areOn: boolean): Press {
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    mod: event.metaKey || event.ctrlKey,
    alt: event.altKey,
    repeat: event.repeat,
    at: event.timeStamp,
    isTyping: !areOn || isTextField(event.target),
  };
}

/** A menu reads letters itself; a dialog that opened no layer keeps the page's shortcuts away too. */
function isElsewhere(): boolean {
  if (document.querySelector('[role="menu"], [role="listbox"]:not([data-inline]), [role="alertdialog"]'))
    return true;
  return !shortcutRegistry.hasLayer() && document.querySelector('[role="dialog"]') !== null;
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !NOT_TYPED.has(target.type);
  return target instanceof HTMLSelectElement;
}

const NOT_TYPED = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);
