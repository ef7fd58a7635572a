import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Login, Port, TlsOptions } from "./check-fields.ts";

/** Greets, starts TLS when told to, signs in when a login is given, and says goodbye. */
const mailFields = {
  host: Host,
  ipFamily: IpFamily.default("any"),
  security: z.enum(["none", "starttls", "tls"]).default("starttls"),
  tls: TlsOptions.default(DEFAULT_TLS),
  login: Login.nullable().default(null),
  /** Fails while the certificate is valid for fewer days than this. */
  certificateDays: z.number().int().min(1).max(365).nullable().default(null),
};

export const SmtpCheck = z.strictObject({
  kind: z.literal("smtp"),
  ...mailFields,
  port: Port.default(587),
  assertions: assertionsOf("smtp"),
});
export const ImapCheck = z.strictObject({
  kind: z.literal("imap"),
  ...mailFields,
  port: Port.default(143),
  assertions: assertionsOf("imap"),
});
export const Pop3Check = z.strictObject({
  kind: z.literal("pop3"),
  ...mailFields,
  port: Port.default(110),
  assertions: assertionsOf("pop3"),
});
export type MailCheck = z.infer<typeof SmtpCheck> | z.infer<typeof ImapCheck> | z.infer<typeof Pop3Check>;
