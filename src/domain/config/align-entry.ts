import type { ConfigEntry, EntryOf } from "./config-entry.ts";

/** `renewed` names the credentials whose value is another one now. */
type Beside<Kind extends keyof EntryOf> = { now: EntryOf[Kind]; renewed: readonly string[] };

/**
 * The entry with what it leaves to what is there: fields that stay as they are when they are left out, and credentials,
 * which are the same unless their value is known to be another one. Both sides refer by key.
 */
export function alignEntry(part: ConfigEntry, now: ConfigEntry, renewed: readonly string[]): ConfigEntry {
  if (part.kind === "channel" && now.kind === "channel") {
    return { kind: part.kind, entry: alignChannel(part.entry, { now: now.entry, renewed }) };
  }
  if (part.kind === "statusPage" && now.kind === "statusPage") {
    return { kind: part.kind, entry: alignPage(part.entry, { now: now.entry, renewed }) };
  }
  if (part.kind === "monitor" && now.kind === "monitor") {
    const { regions, paused, channels } = now.entry;
    return {
      kind: part.kind,
      entry: { ...part.entry, ...leftOut(part.entry, { regions, paused, channels }) },
    };
  }
  if (part.kind === "onCall" && now.kind === "onCall") {
    const { overrides } = now.entry;
    return { kind: part.kind, entry: { ...part.entry, ...leftOut(part.entry, { overrides }) } };
  }
  if (part.kind === "objective" && now.kind === "objective") {
    const { exclusions } = now.entry;
    return { kind: part.kind, entry: { ...part.entry, ...leftOut(part.entry, { exclusions }) } };
  }
  return part;
}

/** Those of the present fields that the entry says nothing of. */
function leftOut<Fields extends object>(given: Fields, present: Partial<Fields>): Partial<Fields> {
  const result: Partial<Fields> = {};
  for (const name of Object.keys(present) as (keyof Fields)[]) {
    if (given[name] === undefined && present[name] !== undefined) result[name] = present[name];
  }
  return result;
}

function alignChannel(entry: EntryOf["channel"], { now, renewed }: Beside<"channel">): EntryOf["channel"] {
  const config = { ...entry.config };
  for (const [name, present] of Object.entries(now.config)) {
    const given = config[name];
    const isKept =
      given === undefined ? isCredential(present) : isCredential(given) && !renewed.includes(name);
    if (isKept) config[name] = present;
  }
  const { enabled } = now;
  return { ...entry, config, ...(entry.enabled === undefined && enabled !== undefined && { enabled }) };
}

function alignPage(
  entry: EntryOf["statusPage"],
  { now, renewed }: Beside<"statusPage">,
): EntryOf["statusPage"] {
  const { password: given, ...rest } = entry;
  const { password: present, domain } = now;
  const isKept = present !== undefined && (given === undefined || !renewed.includes("password"));
  const password = isKept ? present : given;
  return {
    ...rest,
    ...(rest.domain === undefined && domain !== undefined && { domain }),
    ...(entry.access.kind === "password" && password !== undefined && { password }),
  };
}

export function isCredential(value: unknown): value is { env: string } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "env" in value;
}
