import type { BulkBefore, BulkCommand } from "#contracts/bulk.ts";
import type { Policy, Severity } from "#contracts/policy.ts";

/** What a bulk command may change of a monitor, as it is now. */
export type ChangeableMonitor = {
  isPaused: boolean;
  tags: readonly string[];
  regions: readonly string[];
  channelIds: readonly string[];
  policy: Policy | null;
  severity: Severity;
};

export type MonitorChange =
  | { kind: "none" }
  | { kind: "refused"; reason: string }
  | { kind: "pause" | "resume" | "delete" }
  | { kind: "tags"; tags: string[] }
  | { kind: "regions"; regions: string[] }
  | { kind: "channels"; channelIds: string[] }
  | { kind: "policy"; policy: Policy | null; severity: Severity };

const MAX_TAGS = 20;
const NONE = { kind: "none" } as const;

/** What a command means for one monitor; `none` where it is so already. */
export function planChange(command: BulkCommand, monitor: ChangeableMonitor): MonitorChange {
  switch (command.kind) {
    case "pause":
      return monitor.isPaused ? NONE : { kind: "pause" };
    case "resume":
      return monitor.isPaused ? { kind: "resume" } : NONE;
    case "delete":
      return { kind: "delete" };
    case "tags":
      return setTags(monitor, moved(monitor.tags, command));
    case "regions":
      return setRegions(monitor, moved(monitor.regions, command));
    case "channels":
      return setChannels(monitor, moved(monitor.channelIds, command));
    case "policy": {
      const { policy = monitor.policy, severity = monitor.severity } = command;
      return setPolicy(monitor, { policy, severity });
    }
  }
}

/** What has to be remembered so that the command can be taken back; null: nothing takes it back. */
export function beforeOf(command: BulkCommand, monitor: ChangeableMonitor): BulkBefore | null {
  switch (command.kind) {
    case "delete":
      return null;
    case "pause":
    case "resume":
      return { kind: "paused", isPaused: monitor.isPaused };
    case "tags":
      return { kind: "tags", tags: [...monitor.tags] };
    case "regions":
      return { kind: "regions", regions: [...monitor.regions] };
    case "channels":
      return { kind: "channels", channelIds: [...monitor.channelIds] };
    case "policy":
      return { kind: "policy", policy: monitor.policy, severity: monitor.severity };
  }
}

/** What gives the monitor back what it had. */
export function planRestore(before: BulkBefore, monitor: ChangeableMonitor): MonitorChange {
  switch (before.kind) {
    case "paused":
      if (before.isPaused === monitor.isPaused) return NONE;
      return { kind: before.isPaused ? "pause" : "resume" };
    case "tags":
      return setTags(monitor, before.tags);
    case "regions":
      return setRegions(monitor, before.regions);
    case "channels":
      return setChannels(monitor, before.channelIds);
    case "policy":
      return setPolicy(monitor, before);
  }
}

function moved(
  present: readonly string[],
  command: { add: readonly string[]; remove: readonly string[] },
): string[] {
  const kept = present.filter((item) => !command.remove.includes(item));
  return [...new Set([...kept, ...command.add])].sort();
}

function setTags(monitor: ChangeableMonitor, tags: string[]): MonitorChange {
  if (isSame(monitor.tags, tags)) return NONE;
  if (tags.length > MAX_TAGS) return { kind: "refused", reason: `It would have more than ${MAX_TAGS} tags.` };
  return { kind: "tags", tags };
}

function setRegions(monitor: ChangeableMonitor, regions: string[]): MonitorChange {
  if (isSame(monitor.regions, regions)) return NONE;
  if (regions.length === 0) return { kind: "refused", reason: "It would be checked from no region." };
  return { kind: "regions", regions };
}

function setChannels(monitor: ChangeableMonitor, channelIds: string[]): MonitorChange {
  return isSame(monitor.channelIds, channelIds) ? NONE : { kind: "channels", channelIds };
}

function setPolicy(
  monitor: ChangeableMonitor,
  { policy, severity }: { policy: Policy | null; severity: Severity },
): MonitorChange {
  const same = severity === monitor.severity && JSON.stringify(policy) === JSON.stringify(monitor.policy);
  return same ? NONE : { kind: "policy", policy, severity };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\n") === [...b].sort().join("\n");
}
