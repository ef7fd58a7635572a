import * as z from "zod";
import { Tag } from "./maintenance.ts";
import { MonitorFilter } from "./monitor-list.ts";
import { Policy, Severity } from "./policy.ts";
import { RegionCode } from "./region.ts";

/** What can be done to many monitors at once. `tags`, `regions` and `channels` add and take away; the rest stays. */
export const BulkCommand = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pause") }),
  z.strictObject({ kind: z.literal("resume") }),
  z.strictObject({ kind: z.literal("delete") }),
  z.strictObject({ kind: z.literal("tags"), add: z.array(Tag).max(20), remove: z.array(Tag).max(20) }),
  z.strictObject({
    kind: z.literal("regions"),
    add: z.array(RegionCode).max(50),
    remove: z.array(RegionCode).max(50),
  }),
  z.strictObject({
    kind: z.literal("channels"),
    add: z.array(z.uuid()).max(50),
    remove: z.array(z.uuid()).max(50),
  }),
  z.strictObject({
    kind: z.literal("policy"),
    /** Null: the workspace's default rules; left out: as it is. */
    policy: Policy.nullable().optional(),
    severity: Severity.optional(),
  }),
]);
export type BulkCommand = z.infer<typeof BulkCommand>;

export const MAX_BULK = 10_000;

/** Those that were chosen one by one, or everything that matches a filter when the run is started. */
export const BulkTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("chosen"), ids: z.array(z.uuid()).min(1).max(MAX_BULK) }),
  z.strictObject({ kind: z.literal("matching"), filter: MonitorFilter }),
]);
export type BulkTarget = z.infer<typeof BulkTarget>;

export const BulkInput = z.strictObject({ command: BulkCommand, target: BulkTarget });
export type BulkInput = z.infer<typeof BulkInput>;

/** A command as it is written down: `undo` is what takes another run back. */
export type BulkRunCommand = BulkCommand | { kind: "undo"; of: BulkCommand["kind"] };

/** What a monitor had, so far as the command changes it. */
export const BulkBefore = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paused"), isPaused: z.boolean() }),
  z.object({ kind: z.literal("tags"), tags: z.array(z.string()) }),
  z.object({ kind: z.literal("regions"), regions: z.array(z.string()) }),
  z.object({ kind: z.literal("channels"), channelIds: z.array(z.string()) }),
  z.object({ kind: z.literal("policy"), policy: Policy.nullable(), severity: Severity }),
]);
export type BulkBefore = z.infer<typeof BulkBefore>;

/** A monitor that a command could not be carried out on, and why, as a sentence. */
export type BulkFailure = { monitorId: string; name: string; reason: string };

export type BulkRunView = {
  id: string;
  status: "running" | "done" | "failed" | "cancelled";
  command: BulkRunCommand;
  done: number;
  total: number;
  /** The first 200. */
  failures: BulkFailure[];
  failed: number;
  /** Why the whole run failed; null: it did not. */
  error: string | null;
  /** Whether it can be taken back, and has not been. */
  canUndo: boolean;
  createdAt: Date;
  /** Nothing is done before. */
  startsAt: Date;
  finishedAt: Date | null;
};
