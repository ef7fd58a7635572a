import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { Host } from "./check-fields.ts";

/** When the registration of a domain ends, by RDAP, else by whois. */
export const DomainCheck = z.strictObject({
  kind: z.literal("domain"),
  /** The registered domain, such as example.co.uk. */
  name: Host.refine((name) => name.includes("."), "Give a registered domain such as example.com."),
  alertDays: z.number().int().min(0).max(365).default(30),
  assertions: assertionsOf("domain"),
});
export type DomainCheck = z.infer<typeof DomainCheck>;
