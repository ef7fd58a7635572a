import type { AlertFact } from "./incoming-fact.ts";

/** What is known of one problem of one sender. `at`: the newest moment that has decided. */
export type AlertState = { at: number; isOpen: boolean };

export type AlertStep = {
  /** `open` and `resolve` are told, `update` is written down, the rest changes nothing that anybody sees. */
  does: "open" | "update" | "resolve" | "repeated" | "late";
  next: AlertState | null;
};

/**
 * The newest moment decides, and at one moment the end wins. So the same calls end in the same state in whatever order and
 * however often they come, and an end that comes before its beginning is remembered.
 */
export function foldAlert(state: AlertState | null, fact: Pick<AlertFact, "action" | "at">): AlertStep {
  const { action, at } = fact;
  if (action === "update") return { does: state?.isOpen ? "update" : "late", next: state };
  if (action === "open") {
    if (state === null) return { does: "open", next: { at, isOpen: true } };
    if (state.isOpen) return { does: "repeated", next: { at: Math.max(at, state.at), isOpen: true } };
    return at > state.at ? { does: "open", next: { at, isOpen: true } } : { does: "late", next: state };
  }
  if (state === null) return { does: "late", next: { at, isOpen: false } };
  if (at < state.at) return { does: "late", next: state };
  return { does: state.isOpen ? "resolve" : "repeated", next: { at, isOpen: false } };
}
