import type { toast as shown } from "sonner";

type Shown = Pick<typeof shown, "success" | "error" | "custom" | "dismiss"> & ((...said: Said) => unknown);
type Said = Parameters<typeof shown>;
type Say = (now: Shown) => unknown;

/** What is to be said before the code that shows it has come: most visits to a page say nothing. */
function makeToastDesk() {
  const waiting: Say[] = [];
  const listeners = new Set<() => void>();
  let present: Shown | null = null;
  return {
    say: (what: Say): void => {
      if (present !== null) {
        what(present);
        return;
      }
      waiting.push(what);
      for (const listener of listeners) listener();
    },
    isWanted: () => present !== null || waiting.length > 0,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Whoever shows toasts is there now; it returns how to say that it is gone. */
    open: (now: Shown) => {
      present = now;
      for (const what of waiting.splice(0)) what(now);
      return () => {
        present = null;
      };
    },
  };
}

export const toastDesk = makeToastDesk();

/** As Sonner's. */
export const toast = Object.assign((...said: Said) => toastDesk.say((now) => now(...said)), {
  success: (...said: Parameters<Shown["success"]>) => toastDesk.say((now) => now.success(...said)),
  error: (...said: Parameters<Shown["error"]>) => toastDesk.say((now) => now.error(...said)),
  custom: (...said: Parameters<Shown["custom"]>) => toastDesk.say((now) => now.custom(...said)),
  dismiss: (...said: Parameters<Shown["dismiss"]>) => toastDesk.say((now) => now.dismiss(...said)),
});
