import { describe, expect, test } from "vitest";
import type { BulkCommand } from "#contracts/bulk.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import {
  beforeOf,
  type ChangeableMonitor,
  type MonitorChange,
  planChange,
  planRestore,
} from "./plan-change.ts";

const monitor: ChangeableMonitor = {
  isPaused: false,
  tags: ["prod", "web"],
  regions: ["fra1"],
  channelIds: ["c1"],
  policy: null,
  severity: "normal",
};

describe("a command means for one monitor", () => {
  test.each<{ name: string; command: BulkCommand; change: MonitorChange }>([
    { name: "pausing what runs", command: { kind: "pause" }, change: { kind: "pause" } },
    { name: "nothing where it runs already", command: { kind: "resume" }, change: { kind: "none" } },
    {
      name: "tags added and taken away, each once",
      command: { kind: "tags", add: ["eu", "web"], remove: ["prod"] },
      change: { kind: "tags", tags: ["eu", "web"] },
    },
    {
      name: "nothing where the tag is there already",
      command: { kind: "tags", add: ["web"], remove: ["none"] },
      change: { kind: "none" },
    },
    {
      name: "a reason where no region would be left",
      command: { kind: "regions", add: [], remove: ["fra1"] },
      change: { kind: "refused", reason: "It would be checked from no region." },
    },
    {
      name: "a reason where there would be too many tags",
      command: { kind: "tags", add: Array.from({ length: 19 }, (_, n) => `t${n}`), remove: [] },
      change: { kind: "refused", reason: "It would have more than 20 tags." },
    },
    {
      name: "no channel at all, if that is wanted",
      command: { kind: "channels", add: [], remove: ["c1"] },
      change: { kind: "channels", channelIds: [] },
    },
    {
      name: "another severity under the same rules",
      command: { kind: "policy", severity: "critical" },
      change: { kind: "policy", policy: null, severity: "critical" },
    },
  ])("$name", ({ command, change }) => {
    expect(planChange(command, monitor)).toEqual(change);
  });
});

describe("what is taken back", () => {
  test.each<{ command: BulkCommand; after: Partial<ChangeableMonitor>; change: MonitorChange }>([
    { command: { kind: "pause" }, after: { isPaused: true }, change: { kind: "resume" } },
    { command: { kind: "pause" }, after: {}, change: { kind: "none" } },
    {
      command: { kind: "tags", add: ["x"], remove: [] },
      after: { tags: ["x"] },
      change: { kind: "tags", tags: ["prod", "web"] },
    },
    {
      command: { kind: "regions", add: ["iad1"], remove: [] },
      after: { regions: ["fra1", "iad1"] },
      change: { kind: "regions", regions: ["fra1"] },
    },
    {
      command: { kind: "channels", add: [], remove: ["c1"] },
      after: { channelIds: [] },
      change: { kind: "channels", channelIds: ["c1"] },
    },
    {
      command: { kind: "policy", policy: DEFAULT_POLICY },
      after: { policy: DEFAULT_POLICY },
      change: { kind: "policy", policy: null, severity: "normal" },
    },
  ])("$command.kind", ({ command, after, change }) => {
    const before = beforeOf(command, monitor);
    expect(before && planRestore(before, { ...monitor, ...after })).toEqual(change);
  });

  test("a deletion is not", () => {
    expect(beforeOf({ kind: "delete" }, monitor)).toBeNull();
  });
});
