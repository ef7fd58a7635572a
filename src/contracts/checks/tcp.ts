import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Payload, Port, TlsOptions } from "./check-fields.ts";

/** `expect` waits until the text has come in, `startTls` upgrades the connection. */
export const DialogueStep = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("send"), text: Payload.min(1, "Type what to send.") }),
  z.strictObject({ type: z.literal("expect"), text: Payload.min(1, "Type what to wait for.") }),
  z.strictObject({ type: z.literal("startTls") }),
]);
export type DialogueStep = z.infer<typeof DialogueStep>;

export const TcpCheck = z.strictObject({
  kind: z.literal("tcp"),
  host: Host,
  port: Port,
  ipFamily: IpFamily.default("any"),
  /** True: TLS from the first byte. */
  secure: z.boolean().default(false),
  tls: TlsOptions.default(DEFAULT_TLS),
  dialogue: z.array(DialogueStep).max(20, "20 steps at most.").default([]),
  assertions: assertionsOf("tcp"),
});
export type TcpCheck = z.infer<typeof TcpCheck>;
