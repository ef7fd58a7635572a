import { titleOf } from "./config-entry.ts";
import type { CurrentEntry } from "./current-config.ts";

const LONGEST = 63;

/** A key for everything that there is, by id: the one that it is managed under, else one made of its name. */
export function nameKeys(entries: readonly CurrentEntry[]): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const give = ({ id, part }: CurrentEntry, wish: string) => {
    const key = part.kind === "secret" ? part.entry.name : findFree(taken, part.kind, wish);
    taken.add(`${part.kind}/${key}`);
    keys.set(id, key);
  };
  for (const entry of entries) if (entry.managed !== null) give(entry, entry.managed.key);
  for (const entry of entries) {
    if (entry.managed === null) give(entry, wishOf(entry));
  }
  return keys;
}

function wishOf({ part }: CurrentEntry): string {
  if (part.kind === "workspace" || part.kind === "statusPage") {
    return part.kind === "workspace" ? part.entry.key : part.entry.slug;
  }
  return slugOf(titleOf(part)) || part.kind.toLowerCase();
}

function findFree(taken: ReadonlySet<string>, kind: string, wish: string): string {
  if (!taken.has(`${kind}/${wish}`)) return wish;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const key = `${wish.slice(0, LONGEST - suffix.length)}${suffix}`;
    if (!taken.has(`${kind}/${key}`)) return key;
  }
}

/** Small letters, digits and hyphens of a name; empty when it has none of them. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
}
