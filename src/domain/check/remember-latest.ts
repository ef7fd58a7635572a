/** What `make` gave for a key, kept for the `limit` keys that were asked for last. */
export function rememberLatest<Made>(limit: number, make: (key: string) => Made): (key: string) => Made {
  const kept = new Map<string, Made>();
  return (key) => {
    const known = kept.get(key);
    const made = known ?? make(key);
    // A Map keeps the order of insertion: what was asked for last stands at the end.
    kept.delete(key);
    kept.set(key, made);
    if (kept.size > limit) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return made;
  };
}
