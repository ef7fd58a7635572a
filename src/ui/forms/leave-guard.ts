type Question = { proceed: () => void };

/** Which forms have unsaved text, and where one was about to go when asked about it. */
export function createLeaveGuard() {
  const dirty = new Set<object>();
  let question: Question | null = null;
  const listeners = new Set<() => void>();
  const ask = (next: Question | null) => {
    question = next;
    for (const listener of listeners) listener();
  };
  return {
    hold(): () => void {
      const form = {};
      dirty.add(form);
      return () => dirty.delete(form);
    },
    isDirty: () => dirty.size > 0,
    /** Runs `proceed` at once when nothing would be lost, else after the person says so. */
    leave(proceed: () => void): void {
      if (dirty.size === 0) proceed();
      else ask({ proceed });
    },
    question: () => question,
    stay: () => ask(null),
    discard(): void {
      const proceed = question?.proceed;
      dirty.clear();
      ask(null);
      proceed?.();
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One for the page. */
export const leaveGuard = createLeaveGuard();
