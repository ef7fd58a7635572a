import type { ConfigNotice, ConfigOptions } from "#contracts/config-plan.ts";
import { type ConfigEntry, pathOf, titleOf } from "./config-entry.ts";
import type { CurrentConfig, CurrentEntry } from "./current-config.ts";
import { nameKeys } from "./name-keys.ts";

export type Owner = Pick<ConfigOptions, "source" | "takeOver">;
type Matched = {
  /** By `kind/key` of the document's entry. */
  byEntry: Map<string, CurrentEntry>;
  /** What things are called in the document; what is outside of it has a ~ before its key. */
  keyOf: (id: string) => string;
  refusals: ConfigNotice[];
  warnings: ConfigNotice[];
};

/**
 * Which thing an entry stands for: the one that its source has under the key; else one of the same name whose key this
 * would be in an export, unless another source has it.
 */
export function matchEntries(current: CurrentConfig, entries: readonly ConfigEntry[], owner: Owner): Matched {
  const byEntry = new Map<string, CurrentEntry>();
  const refusals: ConfigNotice[] = [];
  const warnings: ConfigNotice[] = [];
  const exported = nameKeys(current.entries);
  const { own, others, names } = indexEntries(current, { owner, exported });
  for (const part of entries) {
    const reference = referenceOf(part);
    const other = others.get(reference);
    const twin = names.get(`${part.kind}/${titleOf(part)}`);
    const found = own.get(reference) ?? (other && isSame(part, other.part) ? other : undefined);
    const held = found ? heldBy(found, owner) : null;
    if (held !== null) refusals.push({ path: pathOf(part), message: held });
    else if (found) byEntry.set(reference, found);
    else if (twin) warnings.push(warnOfName(part, exported.get(twin.id)));
  }
  const documentKeys = new Map([...byEntry].map(([reference, { id }]) => [id, keyIn(reference)]));
  const keyOf = (id: string) => documentKeys.get(id) ?? `~${exported.get(id) ?? "gone"}`;
  return { byEntry, keyOf, refusals, warnings };
}

/** What the source has, by its keys; what it has not, by the keys of an export, and by name. */
function indexEntries(
  current: CurrentConfig,
  { owner, exported }: { owner: Owner; exported: ReadonlyMap<string, string> },
) {
  const own = new Map<string, CurrentEntry>();
  const others = new Map<string, CurrentEntry>();
  const names = new Map<string, CurrentEntry>();
  for (const entry of current.entries) {
    const { kind } = entry.part;
    if (entry.managed?.source === owner.source) own.set(`${kind}/${entry.managed.key}`, entry);
    else {
      others.set(`${kind}/${exported.get(entry.id)}`, entry);
      names.set(`${kind}/${titleOf(entry.part)}`, entry);
    }
  }
  return { own, others, names };
}

export function referenceOf({ kind, entry }: ConfigEntry): string {
  return `${kind}/${entry.key}`;
}

function keyIn(reference: string): string {
  return reference.slice(reference.indexOf("/") + 1);
}

/** The same key by chance must not make of one thing another. */
function isSame(part: ConfigEntry, other: ConfigEntry): boolean {
  if (part.kind === "statusPage" && other.kind === "statusPage") return part.entry.slug === other.entry.slug;
  return titleOf(part) === titleOf(other);
}

/** A secret and the workspace are everybody's. */
function heldBy({ part, managed }: CurrentEntry, { source, takeOver }: Owner): string | null {
  if (managed === null || managed.source === source || takeOver) return null;
  if (part.kind === "secret" || part.kind === "workspace") return null;
  return `This belongs to ${managed.source}. Take it over, or leave it out here.`;
}

function warnOfName(part: ConfigEntry, key: string | undefined): ConfigNotice {
  return {
    path: pathOf(part),
    message: `There is another one named ${titleOf(part)}. To take that over instead, give this entry the key ${key}.`,
  };
}
