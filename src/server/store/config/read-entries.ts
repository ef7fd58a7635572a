import { Check } from "#contracts/check.ts";
import { StoredPolicy } from "#contracts/policy.ts";
import { StatusLook } from "#contracts/status-page.ts";
import type { ConfigEntry, ConfigPart } from "#domain/config/config-entry.ts";
import type {
  ChannelRow,
  MonitorRow,
  ObjectiveRow,
  PageRow,
  PolicyRow,
  ScheduleRow,
  WindowRow,
} from "./config-rows.ts";

/** Keys are given later. */
const key = "";
/** A credential that there is; the variable is named later. */
const KEPT = { env: "" };

export function monitorEntry(row: MonitorRow): ConfigPart<"monitor"> {
  // What an older version has written lacks fields that have a default now.
  const check = Check.safeParse(row.check);
  return {
    kind: "monitor",
    entry: {
      key,
      name: row.name,
      check: check.data ?? (row.check as Check),
      intervalSec: row.intervalMs / 1000,
      timeoutMs: row.timeoutMs,
      regions: row.regions,
      tags: row.tags,
      paused: row.paused,
      policy: row.policy === null ? null : StoredPolicy.parse(row.policy),
      severity: row.severity,
      parents: row.parents,
      escalation: row.escalationId,
      channels: row.channels,
    },
  };
}

export function channelEntry(row: ChannelRow): ConfigPart<"channel"> {
  const { kind, name, isDefault, enabled, quietHours, tellsOwners } = row;
  const kept = Object.keys(row.secrets).map((field) => [field, KEPT] as const);
  const config = { ...row.config, ...Object.fromEntries(kept) };
  const own = { isDefault, enabled, quietHours, tellsOwners, fallback: row.fallbackId };
  return { kind: "channel", entry: { key, kind, name, config, ...own } };
}

export function scheduleEntry({ name, rotation, overrides }: ScheduleRow): ConfigPart<"onCall"> {
  const { channelIds, ...turns } = rotation;
  return {
    kind: "onCall",
    entry: {
      key,
      name,
      rotation: { ...turns, channels: channelIds },
      overrides: overrides.map(({ channelId, ...span }) => ({ channel: channelId, ...span })),
    },
  };
}

export function policyEntry({ name, steps: { steps, repeat } }: PolicyRow): ConfigPart<"escalation"> {
  const own = steps.map(({ afterMin, channelIds, scheduleIds }) => ({
    afterMin,
    channels: channelIds,
    onCall: scheduleIds,
  }));
  return { kind: "escalation", entry: { key, name, steps: own, repeat } };
}

export function windowEntry({ name, timing, ...scope }: WindowRow): ConfigPart<"maintenance"> {
  const { everything, monitors, tags } = scope;
  return { kind: "maintenance", entry: { key, name, timing, scope: { everything, monitors, tags } } };
}

/** `addresses`: of the members by their id. */
export function objectiveEntry(
  { spec, exclusions }: ObjectiveRow,
  addresses: ReadonlyMap<string, string>,
): ConfigPart<"objective"> {
  const { channelIds, mailTo, scope, ...own } = spec;
  return {
    kind: "objective",
    entry: {
      key,
      ...own,
      scope: scope.kind === "tag" ? scope : { kind: scope.kind, monitors: scope.monitorIds },
      channels: channelIds,
      mailTo: mailTo.flatMap((id) => addresses.get(id) ?? []),
      exclusions,
    },
  };
}

export function pageEntry(row: PageRow): ConfigPart<"statusPage"> {
  const { slug, title, description, state, publishAt, access, autoPosts, domain, sections } = row;
  const password = row.passwordHash === null ? {} : { password: KEPT };
  const look = StatusLook.parse(row.look);
  const own = { slug, title, description, state, publishAt, look, access, autoPosts, domain, sections };
  return { kind: "statusPage", entry: { key, ...own, ...password } };
}

export function secretEntry(name: string): ConfigEntry {
  return { kind: "secret", entry: { key: name, name } };
}
