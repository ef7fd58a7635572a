import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host, IpFamily, Payload, Port } from "./check-fields.ts";

export const UdpCheck = z.strictObject({
  kind: z.literal("udp"),
  host: Host,
  port: Port,
  ipFamily: IpFamily.default("any"),
  send: Payload.min(1, "Type what to send: a UDP server answers only when it is asked."),
  /** The answer must contain it; empty: any answer. */
  expect: Payload.default(""),
  assertions: assertionsOf("udp"),
});
export type UdpCheck = z.infer<typeof UdpCheck>;
