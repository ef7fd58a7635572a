import type { KeyboardEvent } from "react";

/** ⌘↵ (Ctrl+Enter) sends the form from any of its fields, also from one with several lines. */
export function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
