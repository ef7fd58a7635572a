import * as z from "zod";
import { Tag } from "./maintenance.ts";
import { RegionCode } from "./region.ts";
import { Verdict } from "./verdict.ts";

export const ShownVerdict = z.enum([...Verdict.options, "paused"]);

/** Each order has one direction: what deserves attention comes first, names from A to Z. */
export const ListSort = z.enum(["status", "name", "uptime", "latency", "newest", "changed"]);
export type ListSort = z.infer<typeof ListSort>;

/** By tag, a monitor is in each group whose tag it has. */
export const ListGrouping = z.enum(["status", "tag"]);
export type ListGrouping = z.infer<typeof ListGrouping>;

/** Within a list any will do, an empty list asks for nothing; everything that is asked for must hold. */
export const MonitorFilter = z.strictObject({
  search: z.string().trim().max(200).default(""),
  statuses: z.array(ShownVerdict).max(7).default([]),
  tags: z.array(Tag).max(20).default([]),
  kinds: z.array(z.string().min(1).max(40)).max(20).default([]),
  regions: z.array(RegionCode).max(50).default([]),
});
export type MonitorFilter = z.infer<typeof MonitorFilter>;
