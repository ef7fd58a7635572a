import { ConfigDocument, type ConfigDocumentInput } from "#contracts/config-document.ts";
import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import {
  type ChannelDraft,
  type Draft,
  type ImportedDay,
  type ImportProduct,
  type ImportWarning,
  warn,
} from "./draft.ts";
import { ImportProblem } from "./import-problem.ts";

/**
 * What a foreign file becomes. `secrets` are values that checks name, `environment` those that channels name; both hold
 * what was in the file in the clear, so they are stored nowhere. `history` is by the monitor's key.
 */
export type ImportResult = {
  product: ImportProduct;
  document: ConfigDocument;
  warnings: ImportWarning[];
  secrets: { name: string; value: string }[];
  environment: Record<string, string>;
  history: ImportedDay[];
};

/** Throws ImportProblem when nothing in the file can be made. Entries that do not fit are left out with a warning. */
export function toDocument(draft: Draft): ImportResult {
  const monitorKeys = keysOf(draft.monitors);
  const channelKeys = keysOf(draft.channels);
  const environment: Record<string, string> = {};
  const channels = draft.channels.map((channel) => {
    const key = channelKeys.get(channel.foreignId) ?? "channel";
    return toChannel(channel, { key, environment });
  });
  const refer = (keys: Map<string, string>, ids: readonly string[]) => [
    ...new Set(ids.map((id) => keys.get(id)).filter((key) => key !== undefined)),
  ];
  const monitors = draft.monitors.map(({ foreignId, channels: told, parents, ...monitor }) => ({
    key: monitorKeys.get(foreignId) ?? "monitor",
    name: monitor.name,
    check: monitor.check,
    intervalSec: monitor.intervalSec,
    timeoutMs: monitor.timeoutMs,
    tags: monitor.tags,
    paused: monitor.paused,
    policy: policyOf(monitor),
    parents: refer(monitorKeys, parents).slice(0, 20),
    ...(draft.channels.length > 0 && { channels: refer(channelKeys, told).slice(0, 100) }),
  }));
  const maintenance = draft.maintenance.map(({ foreignId, name, timing, monitors: covered }) => ({
    key: slug(`maintenance-${foreignId}`),
    name,
    timing,
    scope: { monitors: refer(monitorKeys, covered) },
  }));
  const statusPages = draft.pages.map((page) => ({
    key: slug(`page-${page.foreignId}`),
    title: page.title,
    slug: page.slug,
    description: page.description,
    sections: page.sections.map(({ name, components }) => ({
      name,
      components: components
        .map(({ monitors: shown, ...component }) => ({ ...component, monitors: refer(monitorKeys, shown) }))
        .filter(({ monitors: shown }) => shown.length > 0),
    })),
  }));
  const secrets = [...draft.secrets].map(([name, value]) => ({ name, value }));
  const document = keepFitting(draft, {
    version: 1,
    secrets: secrets.map(({ name }) => name),
    channels,
    monitors,
    maintenance,
    statusPages,
  });
  const history = draft.history.flatMap((day) => {
    const key = monitorKeys.get(day.foreignId);
    return key === undefined ? [] : [{ ...day, foreignId: key }];
  });
  return { product: draft.product, document, warnings: draft.warnings, secrets, environment, history };
}

function toChannel(
  channel: ChannelDraft,
  { key, environment }: { key: string; environment: Record<string, string> },
) {
  const named = Object.entries(channel.secrets).map(([field, value]) => {
    const env = `UPTICK_CHANNEL_${key}_${field}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
    environment[env] = value;
    return [field, { env }] as const;
  });
  const { kind, name, isDefault } = channel;
  return { key, kind, name, isDefault, config: { ...channel.config, ...Object.fromEntries(named) } };
}

/** Less patience than the usual is what confirmation by other regions replaces: then the workspace's rules hold. */
function policyOf(monitor: { failuresInARow: number | null; remindEverySec: number | null }): Policy | null {
  const failuresInARow = Math.min(monitor.failuresInARow ?? 0, 20);
  const { remindEverySec } = monitor;
  if (failuresInARow <= DEFAULT_POLICY.failuresInARow && remindEverySec === null) return null;
  return {
    ...DEFAULT_POLICY,
    failuresInARow: Math.max(failuresInARow, DEFAULT_POLICY.failuresInARow),
    remindEverySec: remindEverySec === null ? null : Math.min(Math.max(remindEverySec, 60), 604_800),
  };
}

const LISTS = ["monitors", "channels", "maintenance", "statusPages"] as const;

/** The contract is the judge; an entry that it refuses is left out, and what named it goes without. */
function keepFitting(draft: Draft, input: ConfigDocumentInput): ConfigDocument {
  let candidate = input;
  for (let round = 0; round < 50; round += 1) {
    const read = ConfigDocument.safeParse(candidate);
    if (read.success) return requireSome(read.data);
    const refused = new Map<string, string>();
    for (const { path, message } of read.error.issues) {
      const [list, at, ...field] = path;
      if (typeof at !== "number") throw new ImportProblem(message);
      const said = field.length === 0 ? message : `${field.join(".")}: ${message}`;
      refused.set(`${String(list)}.${at}`, said);
    }
    candidate = leaveOut(draft, candidate, refused);
  }
  throw new ImportProblem("Too much of this file cannot be made in Uptick.");
}

function leaveOut(
  draft: Draft,
  input: ConfigDocumentInput,
  refused: Map<string, string>,
): ConfigDocumentInput {
  const kept = { ...input };
  for (const list of LISTS) {
    const entries: { key: string; name?: string; title?: string }[] = input[list] ?? [];
    const left = entries.filter((entry, at) => {
      const said = refused.get(`${list}.${at}`);
      if (said !== undefined) warn(draft, entry.name ?? entry.title ?? entry.key, "skipped", said);
      return said === undefined;
    });
    Object.assign(kept, { [list]: left });
  }
  return dropReferences(kept);
}

function dropReferences(input: ConfigDocumentInput): ConfigDocumentInput {
  const monitors = new Set((input.monitors ?? []).map(({ key }) => key));
  const channels = new Set((input.channels ?? []).map(({ key }) => key));
  const known = (keys: readonly string[] | undefined) => keys?.filter((key) => monitors.has(key));
  return {
    ...input,
    monitors: input.monitors?.map((entry) => ({
      ...entry,
      parents: known(entry.parents),
      ...(entry.channels && { channels: entry.channels.filter((key) => channels.has(key)) }),
    })),
    maintenance: input.maintenance?.map((entry) => ({
      ...entry,
      scope: { ...entry.scope, monitors: known(entry.scope.monitors) },
    })),
    statusPages: input.statusPages?.map((page) => ({
      ...page,
      sections: page.sections?.map((section) => ({
        ...section,
        components: section.components
          .map((component) => ({ ...component, monitors: known(component.monitors) ?? [] }))
          .filter((component) => component.monitors.length > 0),
      })),
    })),
  };
}

function requireSome(document: ConfigDocument): ConfigDocument {
  if (LISTS.some((list) => document[list].length > 0)) return document;
  throw new ImportProblem("There is nothing in this file that can be made in Uptick.");
}

/** A key stays when the name changes, so it is made of the foreign id. */
function keysOf(items: readonly { foreignId: string }[]): Map<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const { foreignId } of items) {
    const base = slug(foreignId);
    let key = base;
    for (let n = 2; taken.has(key); n += 1) key = `${base.slice(0, 56)}-${n}`;
    taken.add(key);
    if (!keys.has(foreignId)) keys.set(foreignId, key);
  }
  return keys;
}

export function slug(text: string): string {
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|[-._]+$/g, "")
    .slice(0, 60);
  return plain === "" ? "item" : plain;
}
