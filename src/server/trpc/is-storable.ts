const UNSTORABLE = /[\0\p{Cs}]/u;

/** Whether Postgres can hold all texts in it: none has a NUL or half of a surrogate pair. However deep, no stack grows. */
export function isStorable(value: unknown): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" && UNSTORABLE.test(next)) return false;
    if (typeof next !== "object" || next === null) continue;
    for (const [key, held] of Object.entries(next)) left.push(key, held);
  }
  return true;
}
