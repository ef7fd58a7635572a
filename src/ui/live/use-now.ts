"use client";

import { useEffect, useState } from "react";

const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, renewed each second by one timer for the whole page. Text made of it needs suppressHydrationWarning. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => listen(setNow), []);
  return now;
}

function listen(listener: (now: number) => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(announce, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function announce(): void {
  const now = Date.now();
  for (const listener of listeners) listener(now);
}
