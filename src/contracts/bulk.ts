import * as z from "zod";
import { Tag } from "./maintenance.ts";
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
    /** Null: the workspace's default rules. */
    policy: Policy.nullable(),
    severity: Severity.optional(),
  }),
]);
export type BulkCommand = z.infer<typeof BulkCommand>;

/** A monitor that a command could not be carried out on, and why, as a sentence. */
export type BulkFailure = { monitorId: string; name: string; reason: string };

export type BulkRunView = {
  id: string;
  status: "running" | "done" | "failed" | "cancelled";
  command: BulkCommand;
  done: number;
  total: number;
  failures: BulkFailure[];
  /** Whether it can be taken back, and has not been. */
  canUndo: boolean;
  createdAt: Date;
  finishedAt: Date | null;
};
