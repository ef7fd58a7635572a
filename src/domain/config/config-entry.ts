import type {
  ChannelEntry,
  ConfigDocument,
  EscalationEntry,
  MaintenanceEntry,
  MonitorEntry,
  ObjectiveEntry,
  OnCallEntry,
  StatusPageEntry,
} from "#contracts/config-document.ts";
import type { ConfigKind } from "#contracts/config-plan.ts";
import type { Policy } from "#contracts/policy.ts";

export type EntryOf = {
  secret: { key: string; name: string };
  channel: ChannelEntry;
  onCall: OnCallEntry;
  escalation: EscalationEntry;
  monitor: MonitorEntry;
  maintenance: MaintenanceEntry;
  objective: ObjectiveEntry;
  statusPage: StatusPageEntry;
  workspace: { key: string; name: string; policy: Policy };
};
export type ConfigPart<Kind extends ConfigKind> = { kind: Kind; entry: EntryOf[Kind] };
/** One entry with its kind. References are keys in a document, ids in what is stored. */
export type ConfigEntry = { [Kind in ConfigKind]: ConfigPart<Kind> }[ConfigKind];

/** Under which name a kind's entries stand in a document. */
export const PART_OF = {
  secret: "secrets",
  channel: "channels",
  onCall: "onCall",
  escalation: "escalation",
  monitor: "monitors",
  maintenance: "maintenance",
  objective: "objectives",
  statusPage: "statusPages",
  workspace: "workspace",
} as const satisfies Record<ConfigKind, keyof ConfigDocument>;

/** The workspace itself is one entry. */
export const WORKSPACE_KEY = "workspace";

export function listEntries(document: ConfigDocument): ConfigEntry[] {
  const policy = document.workspace?.policy;
  return [
    ...document.secrets.map((name) => ({ kind: "secret" as const, entry: { key: name, name } })),
    ...document.channels.map((entry) => ({ kind: "channel" as const, entry })),
    ...document.onCall.map((entry) => ({ kind: "onCall" as const, entry })),
    ...document.escalation.map((entry) => ({ kind: "escalation" as const, entry })),
    ...document.monitors.map((entry) => ({ kind: "monitor" as const, entry })),
    ...document.maintenance.map((entry) => ({ kind: "maintenance" as const, entry })),
    ...document.objectives.map((entry) => ({ kind: "objective" as const, entry })),
    ...document.statusPages.map((entry) => ({ kind: "statusPage" as const, entry })),
    ...(policy === undefined
      ? []
      : [{ kind: "workspace" as const, entry: { key: WORKSPACE_KEY, name: "Workspace", policy } }]),
  ];
}

export function titleOf(part: ConfigEntry): string {
  return part.kind === "statusPage" ? part.entry.title : part.entry.name;
}

/** Such as `monitors.shop`: where an entry stands, whatever its line. */
export function pathOf({ kind, entry }: ConfigEntry): string {
  return kind === "workspace" ? PART_OF.workspace : `${PART_OF[kind]}.${entry.key}`;
}
