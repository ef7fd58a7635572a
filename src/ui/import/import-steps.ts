import type { ConfigDocument } from "#contracts/config-document.ts";
import type { ConfigPlan } from "#contracts/config-plan.ts";
import type { ImportWarning } from "#domain/import/draft.ts";
import type { ImportResult } from "#domain/import/to-document.ts";

/** What a person chooses before anything is made. */
export type ImportChoice = {
  /** Empty: every shared region that can. */
  regions: string[];
  /** `file`: those of the file are made and told; `usual`: monitors tell the default channels. */
  channels: "file" | "usual";
  withSecrets: boolean;
  paused: boolean;
};

export const FIRST_CHOICE: ImportChoice = { regions: [], channels: "file", withSecrets: true, paused: false };

type Chosen = { document: ConfigDocument; values: Record<string, string> };

/** The document as it is planned: with what was chosen, and the credentials beside it. */
export function chooseFrom(result: ImportResult, choice: ImportChoice): Chosen {
  const { document, secrets, environment } = result;
  const fromFile = choice.channels === "file";
  const monitors = document.monitors.map(({ channels, ...monitor }) => ({
    ...monitor,
    ...(choice.regions.length > 0 && monitor.check.kind !== "heartbeat" && { regions: choice.regions }),
    ...(fromFile && channels !== undefined && { channels }),
    paused: choice.paused || monitor.paused,
  }));
  const values: Record<string, string> = {};
  if (choice.withSecrets) {
    for (const { name, value } of secrets) if (value.length >= 4) values[`UPTICK_SECRET_${name}`] = value;
  }
  if (fromFile) Object.assign(values, environment);
  return { document: { ...document, channels: fromFile ? document.channels : [], monitors }, values };
}

const LIST_OF: Record<string, "monitors" | "channels" | "maintenance" | "statusPages"> = {
  monitors: "monitors",
  channels: "channels",
  maintenance: "maintenance",
  statusPages: "statusPages",
};

export type LeftOut = { document: ConfigDocument; said: ImportWarning[] };

/** Without the entries that the server refuses, and what named them; null when a refusal is about none of them. */
export function leaveOutRefused(document: ConfigDocument, refusals: ConfigPlan["refusals"]): LeftOut | null {
  const refused = new Map<string, string>();
  for (const { path, message } of refusals) {
    const found = findEntry(document, path);
    if (found === null) return null;
    refused.set(found, message);
  }
  const said: ImportWarning[] = [];
  const kept = <Entry extends { key: string; name?: string; title?: string }>(
    list: string,
    entries: Entry[],
  ) =>
    entries.filter((entry) => {
      const message = refused.get(`${list}.${entry.key}`);
      if (message !== undefined)
        said.push({ item: entry.name ?? entry.title ?? entry.key, kind: "skipped", message });
      return message === undefined;
    });
  const without = {
    ...document,
    channels: kept("channels", document.channels),
    monitors: kept("monitors", document.monitors),
    maintenance: kept("maintenance", document.maintenance),
    statusPages: kept("statusPages", document.statusPages),
  };
  return { document: withoutReferences(without), said };
}

/** Keys may hold dots, so the longest one that fits the path is meant. */
function findEntry(document: ConfigDocument, path: string): string | null {
  const [head = ""] = path.split(".");
  const list = Object.hasOwn(LIST_OF, head) ? LIST_OF[head] : undefined;
  if (list === undefined) return null;
  const rest = path.slice(head.length + 1);
  const keys = document[list]
    .map(({ key }) => key)
    .filter((key) => rest === key || rest.startsWith(`${key}.`));
  const [longest] = keys.toSorted((a, b) => b.length - a.length);
  return longest === undefined ? null : `${list}.${longest}`;
}

function withoutReferences(document: ConfigDocument): ConfigDocument {
  const monitors = new Set(document.monitors.map(({ key }) => key));
  const channels = new Set(document.channels.map(({ key }) => key));
  const known = (keys: readonly string[]) => keys.filter((key) => monitors.has(key));
  return {
    ...document,
    monitors: document.monitors.map((monitor) => ({
      ...monitor,
      parents: known(monitor.parents),
      ...(monitor.channels && { channels: monitor.channels.filter((key) => channels.has(key)) }),
    })),
    maintenance: document.maintenance
      .map((window) => ({ ...window, scope: { ...window.scope, monitors: known(window.scope.monitors) } }))
      .filter(({ scope }) => scope.everything || scope.monitors.length + scope.tags.length > 0),
    statusPages: document.statusPages.map((page) => ({
      ...page,
      sections: page.sections.map((section) => ({
        ...section,
        components: section.components
          .map((component) => ({ ...component, monitors: known(component.monitors) }))
          .filter((component) => component.monitors.length > 0),
      })),
    })),
  };
}
