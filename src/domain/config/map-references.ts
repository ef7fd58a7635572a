import type { ConfigKind } from "#contracts/config-plan.ts";
import type { ConfigEntry, EntryOf } from "./config-entry.ts";

/** `path` is that of the field that refers. */
export type Rename = (kind: ConfigKind, reference: string, path: string) => string;

/** The entry with whatever it refers to called otherwise. Secrets, which checks name in their texts, are no part of it. */
export function mapReferences(part: ConfigEntry, rename: Rename): ConfigEntry {
  switch (part.kind) {
    case "channel":
      return {
        kind: part.kind,
        entry: { ...part.entry, fallback: one(part.entry.fallback, "fallback", rename) },
      };
    case "onCall":
      return { kind: part.kind, entry: renameOnCall(part.entry, rename) };
    case "escalation":
      return { kind: part.kind, entry: renameSteps(part.entry, rename) };
    case "monitor":
      return { kind: part.kind, entry: renameMonitor(part.entry, rename) };
    case "maintenance":
      return { kind: part.kind, entry: renameScope(part.entry, rename) };
    case "objective":
      return { kind: part.kind, entry: renameObjective(part.entry, rename) };
    case "statusPage":
      return { kind: part.kind, entry: renamePage(part.entry, rename) };
    default:
      return part;
  }
}

function one(channel: string | null, path: string, rename: Rename): string | null {
  return channel === null ? null : rename("channel", channel, path);
}

function renameOnCall(entry: EntryOf["onCall"], rename: Rename): EntryOf["onCall"] {
  const { rotation, overrides } = entry;
  return {
    ...entry,
    rotation: {
      ...rotation,
      channels: rotation.channels.map((key) => rename("channel", key, "rotation.channels")),
    },
    ...(overrides && {
      overrides: overrides.map((override) => ({
        ...override,
        channel: rename("channel", override.channel, "overrides"),
      })),
    }),
  };
}

function renameSteps(entry: EntryOf["escalation"], rename: Rename): EntryOf["escalation"] {
  const steps = entry.steps.map(({ afterMin, channels, onCall }) => ({
    afterMin,
    channels: channels.map((key) => rename("channel", key, "steps")),
    onCall: onCall.map((key) => rename("onCall", key, "steps")),
  }));
  return { ...entry, steps };
}

function renameMonitor(entry: EntryOf["monitor"], rename: Rename): EntryOf["monitor"] {
  const { parents, escalation, channels } = entry;
  return {
    ...entry,
    parents: parents.map((key) => rename("monitor", key, "parents")),
    escalation: escalation === null ? null : rename("escalation", escalation, "escalation"),
    ...(channels && { channels: channels.map((key) => rename("channel", key, "channels")) }),
  };
}

function renameScope(entry: EntryOf["maintenance"], rename: Rename): EntryOf["maintenance"] {
  const monitors = entry.scope.monitors.map((key) => rename("monitor", key, "scope.monitors"));
  return { ...entry, scope: { ...entry.scope, monitors } };
}

function renameObjective(entry: EntryOf["objective"], rename: Rename): EntryOf["objective"] {
  const { scope } = entry;
  return {
    ...entry,
    scope:
      scope.kind === "tag"
        ? scope
        : { ...scope, monitors: scope.monitors.map((key) => rename("monitor", key, "scope.monitors")) },
    channels: entry.channels.map((key) => rename("channel", key, "channels")),
  };
}

function renamePage(entry: EntryOf["statusPage"], rename: Rename): EntryOf["statusPage"] {
  const sections = entry.sections.map((section) => ({
    ...section,
    components: section.components.map((component) => ({
      ...component,
      monitors: component.monitors.map((key) => rename("monitor", key, "sections")),
    })),
  }));
  return { ...entry, sections };
}
