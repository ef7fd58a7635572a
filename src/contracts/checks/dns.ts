import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host, Port } from "./check-fields.ts";
import { HttpUrl } from "./http.ts";

export const DnsRecordType = z.enum(["A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "SRV", "CAA", "PTR"]);
export type DnsRecordType = z.infer<typeof DnsRecordType>;

/** `system`: as the probe's machine does; an edge probe asks a public DoH service instead. */
export const DnsResolver = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("system") }),
  z.strictObject({
    type: z.literal("server"),
    host: Host,
    port: Port.default(53),
    transport: z.enum(["udp", "tcp", "tls"]).default("udp"),
  }),
  z.strictObject({ type: z.literal("doh"), url: HttpUrl }),
]);
export type DnsResolver = z.infer<typeof DnsResolver>;

export const DnsCheck = z.strictObject({
  kind: z.literal("dns"),
  /** An address is turned into its reverse name by a PTR check. */
  name: Host,
  recordType: DnsRecordType.default("A"),
  resolver: DnsResolver.default({ type: "system" }),
  /** `nxdomain`: the name must not exist. */
  expectedAnswer: z.enum(["records", "empty", "nxdomain"]).default("records"),
  /** As a zone file writes them: an MX is `10 mail.example.com`. Null: any. */
  expectedRecords: z
    .strictObject({
      match: z.enum(["all", "any", "exactly"]),
      values: z.array(z.string().trim().min(1).max(1000)).min(1, "Name at least one value.").max(50),
    })
    .nullable()
    .default(null),
  /** The resolver must say that it has validated the answer (AD flag). */
  requireDnssec: z.boolean().default(false),
  assertions: assertionsOf("dns"),
});
export type DnsCheck = z.infer<typeof DnsCheck>;
