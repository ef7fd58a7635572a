/** A finished slot is remembered for minutes, which is longer than a run: that is bounded elsewhere. */
const REMEMBERED = new Set(["recent", "older"]);
const DEPTH = 3;

/** How many items each map, set and list in `owner` and in its parts holds, by name. */
export function heldItems(owner: object): Map<string, number> {
  const held = new Map<string, number>();
  visit(owner, { path: "", depth: 0, seen: new Set(), held });
  return held;
}

type Visit = { path: string; depth: number; seen: Set<object>; held: Map<string, number> };

function visit(owner: object, at: Visit): void {
  if (at.seen.has(owner)) return;
  at.seen.add(owner);
  for (const [name, value] of Object.entries(owner)) {
    if (typeof value !== "object" || value === null || REMEMBERED.has(name)) continue;
    const path = at.path === "" ? name : `${at.path}.${name}`;
    const size = sizeOf(value);
    if (size !== null) at.held.set(path, size);
    else if (isPart(value) && at.depth < DEPTH) visit(value, { ...at, path, depth: at.depth + 1 });
  }
}

function sizeOf(value: object): number | null {
  if (value instanceof Map || value instanceof Set) return value.size;
  return Array.isArray(value) ? value.length : null;
}

/** An object of a class; what a port is made of is none. */
function isPart(value: object): boolean {
  return value.constructor !== Object && !ArrayBuffer.isView(value) && !(value instanceof Promise);
}
