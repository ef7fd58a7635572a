import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host, IpFamily, Port } from "./check-fields.ts";

/** The identification string (RFC 4253 §4.2) is the `body` of its assertions. */
export const SshCheck = z.strictObject({
  kind: z.literal("ssh"),
  host: Host,
  port: Port.default(22),
  ipFamily: IpFamily.default("any"),
  assertions: assertionsOf("ssh"),
});
export type SshCheck = z.infer<typeof SshCheck>;
