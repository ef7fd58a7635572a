"use client";

import { useLayoutEffect, useRef } from "react";

/**
 * For dialogs that no trigger of their own opens. Recorded before any effect of a child can move the focus into the
 * dialog, which Radix would then take for the place to return to.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (open) opener.current = openerOf(document.activeElement);
  }, [open]);
  return (event) => {
    event.preventDefault();
    if (opener.current?.isConnected) opener.current.focus();
  };
}

/** An entry of a menu is gone when the dialog closes; its menu's button is there. */
function openerOf(focused: Element | null): HTMLElement | null {
  const buttonId = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const opener = buttonId ? document.getElementById(buttonId) : focused;
  return opener instanceof HTMLElement ? opener : null;
}
