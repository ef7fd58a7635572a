import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host, IpFamily } from "./check-fields.ts";

export const PingCheck = z.strictObject({
  kind: z.literal("ping"),
  host: Host,
  ipFamily: IpFamily.default("any"),
  packets: z.number().int().min(1).max(10, "10 packets at most.").default(3),
  /** Fails when more is lost than this. */
  maxLossPercent: z.number().int().min(0).max(99).default(0),
  assertions: assertionsOf("ping"),
});
export type PingCheck = z.infer<typeof PingCheck>;
