import { isCredential } from "#domain/config/align-entry.ts";
import type { ConfigEntry } from "#domain/config/config-entry.ts";
import type { CurrentConfig, CurrentEntry } from "#domain/config/current-config.ts";
import { mapReferences } from "#domain/config/map-references.ts";
import type { PlannedChanges } from "#domain/config/plan-changes.ts";
import type { PlannedStep } from "#domain/config/plan-entry.ts";

export const NOTHING_YET: CurrentConfig = {
  entries: [],
  lost: [],
  regions: new Set(["aa-1"]),
  members: new Set(),
};

/**
 * What there is after the plan, one step after the other, as a workspace would have it. Throws when a step refers to what
 * is not there yet, or deletes what something of another kind still refers to.
 */
export function workOff(
  current: CurrentConfig,
  { steps, ids }: Pick<PlannedChanges, "steps" | "ids">,
  source: string,
): CurrentConfig {
  const known = new Map(ids);
  let entries = [...current.entries];
  for (const step of steps) {
    const reference = `${step.kind}/${step.key}`;
    if (step.part === null) {
      entries = remove(entries, step);
      continue;
    }
    const id = step.id ?? known.get(reference) ?? `${source}/${reference}/${entries.length}`;
    const part = store(step.part, known, reference);
    const made: CurrentEntry = { id, part, managed: { source, key: step.key, applied: step.part.entry } };
    entries = entries.some((entry) => entry.id === id)
      ? entries.map((entry) => (entry.id === id ? made : entry))
      : [...entries, made];
    known.set(reference, id);
  }
  return { ...current, entries };
}

/** Refers by id, keeps no variable of a credential, and has what was left out as it is by default. */
function store(part: ConfigEntry, known: ReadonlyMap<string, string>, by: string): ConfigEntry {
  const { kind, entry } = mapReferences(part, (wanted, key) => {
    const id = known.get(`${wanted}/${key}`);
    if (id === undefined) throw new Error(`${by} refers to ${wanted}/${key}, which is not there yet.`);
    return id;
  });
  if (kind === "channel") {
    const config = Object.entries(entry.config).map(([name, value]) => [
      name,
      isCredential(value) ? { env: "" } : value,
    ]);
    const { enabled = true } = entry;
    return { kind, entry: { ...entry, key: "", enabled, config: Object.fromEntries(config) } };
  }
  if (kind === "monitor") return { kind, entry: { ...entry, key: "", paused: entry.paused ?? false } };
  if (kind === "onCall") return { kind, entry: { ...entry, key: "", overrides: entry.overrides ?? [] } };
  if (kind === "objective") return { kind, entry: { ...entry, key: "", exclusions: entry.exclusions ?? [] } };
  return { kind, entry: { ...entry, key: "" } } as ConfigEntry;
}

function remove(entries: readonly CurrentEntry[], { id, kind, key }: PlannedStep): CurrentEntry[] {
  const left = entries.filter((entry) => entry.id !== id);
  for (const { part } of left) {
    if (part.kind === kind) continue;
    mapReferences(part, (_, other) => {
      if (other === id) throw new Error(`${kind}/${key} goes before the ${part.kind} that refers to it.`);
      return other;
    });
  }
  return left;
}
