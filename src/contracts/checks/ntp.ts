import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host, IpFamily, Port } from "./check-fields.ts";

/** SNTP (RFC 4330). The offset is against the probe's own clock. */
export const NtpCheck = z.strictObject({
  kind: z.literal("ntp"),
  host: Host,
  port: Port.default(123),
  ipFamily: IpFamily.default("any"),
  maxOffsetMs: z.number().int().min(1).max(3_600_000).default(1000),
  maxStratum: z.number().int().min(1).max(15).default(15),
  assertions: assertionsOf("ntp"),
});
export type NtpCheck = z.infer<typeof NtpCheck>;
