const UNSTORABLE = /[\0\p{Cs}]/u;

/** Why no schema needs to be asked: Postgres holds neither NUL nor half of a surrogate pair. However deep, no stack grows. */
export function findUnfitInput(value: unknown): string | null {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "string" && UNSTORABLE.test(next))
      return "There is a character in it that cannot be kept: a NUL, or half of an emoji. Remove it.";
    if (typeof next !== "object" || next === null) continue;
    for (const [key, held] of Object.entries(next)) left.push(key, held);
  }
  return null;
}
