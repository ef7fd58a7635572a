const WINDOW_MS = 1_000;
const MOST_KEYS = 10_000;

/** Counts calls by key in this process, a second at a time. It needs no Postgres, which may be what is away. */
export function createCallLimit(perSecond: number): (key: string, nowMs: number) => boolean {
  const windows = new Map<string, { startedAt: number; calls: number }>();
  return (key, nowMs) => {
    const window = windows.get(key);
    if (window !== undefined && nowMs - window.startedAt < WINDOW_MS) {
      window.calls += 1;
      return window.calls <= perSecond;
    }
    if (windows.size >= MOST_KEYS) windows.clear();
    windows.set(key, { startedAt: nowMs, calls: 1 });
    return true;
  };
}
