import { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigKind } from "#contracts/config-plan.ts";
import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import { isCredential } from "./align-entry.ts";
import { type ConfigEntry, PART_OF } from "./config-entry.ts";
import type { CurrentConfig, CurrentEntry } from "./current-config.ts";
import { writeCanonical } from "./diff-fields.ts";
import { mapReferences } from "./map-references.ts";
import { nameKeys } from "./name-keys.ts";
import { isPast, readPresent } from "./plan-entry.ts";

/** What there is as a document; with a source, only what belongs to it and what that refers to. */
export function exportDocument(
  current: CurrentConfig,
  { nowMs, source = null }: { nowMs: number; source?: string | null },
): ConfigDocument {
  const keys = nameKeys(current.entries);
  const keyOf = (id: string) => keys.get(id) ?? id;
  const variables = new Set<string>();
  const parts: Record<string, unknown[]> = {};
  let policy: unknown;
  for (const entry of chooseEntries(current.entries, source)) {
    const part = readPresent(entry, { key: keyOf(entry.id), nowMs, keyOf });
    if (part.kind === "workspace") policy = differs(part.entry.policy) ? part.entry.policy : undefined;
    else if (part.kind === "secret") add(parts, "secret", part.entry.name);
    else if (!isPast(part, nowMs)) add(parts, part.kind, nameCredentials(leaveOut(part), variables).entry);
  }
  const document = ConfigDocument.parse({
    version: 1,
    ...(policy !== undefined && { workspace: { policy } }),
    ...parts,
  });
  for (const list of Object.values(document)) if (Array.isArray(list)) list.sort(byKey);
  return document;
}

/** So that a change of one entry is a change of its lines only. */
function byKey(one: string | { key: string }, other: string | { key: string }): number {
  const [a = "", b = ""] = [one, other].map((entry) => (typeof entry === "string" ? entry : entry.key));
  return a < b ? -1 : 1;
}

function differs(policy: Policy): boolean {
  return writeCanonical(policy) !== writeCanonical(DEFAULT_POLICY);
}

function add(parts: Record<string, unknown[]>, kind: ConfigKind, entry: unknown): void {
  const name = PART_OF[kind];
  const list = parts[name] ?? [];
  parts[name] = list;
  list.push(entry);
}

function chooseEntries(entries: readonly CurrentEntry[], source: string | null): CurrentEntry[] {
  if (source === null) return [...entries];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const chosen = new Set(entries.filter(({ managed }) => managed?.source === source));
  // A set is gone through with what is added to it meanwhile.
  for (const { part } of chosen) {
    mapReferences(part, (_, id) => {
      const other = byId.get(id);
      if (other) chosen.add(other);
      return id;
    });
  }
  return entries.filter((entry) => chosen.has(entry));
}

/** What a new one is without saying so. */
function leaveOut(part: ConfigEntry): ConfigEntry {
  const entry: Record<string, unknown> = { ...part.entry };
  if (entry.paused === false) delete entry.paused;
  if (entry.enabled === true) delete entry.enabled;
  if (part.kind === "statusPage" && entry.domain === null) delete entry.domain;
  for (const name of ["overrides", "exclusions"]) {
    const list = entry[name];
    if (Array.isArray(list) && list.length === 0) delete entry[name];
  }
  return { kind: part.kind, entry } as ConfigEntry;
}

/** A variable of its own for every credential, such as UPTICK_CHANNEL_OPS_BOT_TOKEN. */
function nameCredentials(part: ConfigEntry, taken: Set<string>): ConfigEntry {
  const { key } = part.entry;
  if (part.kind === "channel") {
    const config = Object.entries(part.entry.config).map(([field, value]) => [
      field,
      isCredential(value) ? { env: variableOf(["CHANNEL", key, field], taken) } : value,
    ]);
    return { kind: part.kind, entry: { ...part.entry, config: Object.fromEntries(config) } };
  }
  if (part.kind !== "statusPage" || part.entry.password === undefined) return part;
  const password = { env: variableOf(["STATUS_PAGE", key, "password"], taken) };
  return { kind: part.kind, entry: { ...part.entry, password } };
}

function variableOf(words: readonly string[], taken: Set<string>): string {
  const text = words.map((word) => word.replace(/([a-z0-9])([A-Z])/g, "$1_$2")).join("_");
  const base = `UPTICK_${text.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  taken.add(name);
  return name;
}
