import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, Host, IpFamily, Port, TlsOptions } from "./check-fields.ts";
import { HttpHeader } from "./http.ts";

/** The health protocol grpc.health.v1. */
export const GrpcCheck = z.strictObject({
  kind: z.literal("grpc"),
  host: Host,
  port: Port,
  ipFamily: IpFamily.default("any"),
  secure: z.boolean().default(true),
  tls: TlsOptions.default(DEFAULT_TLS),
  /** Empty: the server as a whole. */
  service: z.string().trim().max(500).default(""),
  metadata: z.array(HttpHeader).max(50).default([]),
  assertions: assertionsOf("grpc"),
});
export type GrpcCheck = z.infer<typeof GrpcCheck>;
