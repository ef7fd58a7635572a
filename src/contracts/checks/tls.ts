import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Port, TlsOptions } from "./check-fields.ts";

export const TlsCheck = z.strictObject({
  kind: z.literal("tls"),
  host: Host,
  port: Port.default(443),
  ipFamily: IpFamily.default("any"),
  /** The protocol that is spoken before TLS begins. */
  startTls: z.enum(["none", "smtp", "imap", "pop3", "postgres"]).default("none"),
  tls: TlsOptions.default(DEFAULT_TLS),
  /** Fails while the certificate is valid for fewer days than this. */
  alertDays: z.number().int().min(0).max(365).default(14),
  /** A stapled OCSP answer is always looked at; true: there must be one. */
  requireStaple: z.boolean().default(false),
  assertions: assertionsOf("tls"),
});
export type TlsCheck = z.infer<typeof TlsCheck>;
