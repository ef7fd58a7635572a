import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, IpFamily, Payload, TlsOptions } from "./check-fields.ts";
import { HttpHeader, urlOf } from "./http.ts";

export const WebsocketCheck = z.strictObject({
  kind: z.literal("websocket"),
  url: urlOf(["ws:", "wss:"], "wss://example.com/socket"),
  headers: z.array(HttpHeader).max(50).default([]),
  subprotocols: z
    .array(
      z
        .string()
        .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)
        .max(100),
    )
    .max(10)
    .default([]),
  ipFamily: IpFamily.default("any"),
  tls: TlsOptions.default(DEFAULT_TLS),
  send: Payload.nullable().default(null),
  /** A message must contain it; null: an open connection is enough. */
  expect: Payload.nullable().default(null),
  assertions: assertionsOf("websocket"),
});
export type WebsocketCheck = z.infer<typeof WebsocketCheck>;
