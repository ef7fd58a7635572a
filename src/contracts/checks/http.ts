import * as z from "zod";
import { assertionsOf } from "./assertion.ts";
import { DEFAULT_TLS, IpFamily, Login, NamedText, SecretReference, TlsOptions } from "./check-fields.ts";

export const HttpMethod = z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
export type HttpMethod = z.infer<typeof HttpMethod>;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A byte each (RFC 9110 §5.5): whatever else stands there, no request could be made of it. */
const HEADER_VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
const ASTRAY_IN_URL = /[\p{Cc}\s]/u;

export const HttpHeader = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Give the header a name.")
    .max(256)
    .regex(HEADER_NAME, "A header name has letters, digits and hyphens only."),
  value: z
    .string()
    .max(8192)
    .regex(HEADER_VALUE, "A header value is one line of Latin letters, without control characters."),
});
export type HttpHeader = z.infer<typeof HttpHeader>;

/** Both ends are included; a single status is `{ from: 204, to: 204 }`. */
export const StatusRange = z
  .strictObject({ from: z.number().int().min(100).max(599), to: z.number().int().min(100).max(599) })
  .refine((range) => range.from <= range.to, "The range must start at its lower end.");
export type StatusRange = z.infer<typeof StatusRange>;

export const Keyword = z.strictObject({
  text: z.string().min(1, "Type the text to look for.").max(1000),
  mode: z.enum(["present", "absent"]),
});
export type Keyword = z.infer<typeof Keyword>;

/** A secret may stand in the path or the query, never in the host: that is checked before the secret is known. */
export function urlOf(schemes: readonly string[], example: string) {
  return (
    z
      .string()
      .trim()
      .max(2048, "A URL has 2,048 characters at most.")
      .refine((text) => isUrl(text, schemes), `Give a full URL such as ${example}.`)
      // URL parsers drop line breaks and tabs without a word, so that another host would be asked than the one that is read.
      .refine((url) => !ASTRAY_IN_URL.test(url), "Remove the spaces and line breaks from the URL.")
      .refine(
        (url) => !hasCredentials(url),
        "Put the user name and password under Authentication, not in the URL.",
      )
  );
}
export const HttpUrl = urlOf(["http:", "https:"], "https://example.com/health");

export const HttpAuth = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  Login.extend({ type: z.literal("basic") }),
  Login.extend({ type: z.literal("digest") }),
  z.strictObject({ type: z.literal("bearer"), token: SecretReference }),
  z.strictObject({
    type: z.literal("oauth2"),
    tokenUrl: HttpUrl,
    clientId: z.string().min(1, "Give the client's id.").max(512),
    clientSecret: SecretReference,
    scope: z.string().max(1000).default(""),
    audience: z.string().max(1000).default(""),
    /** Where the client's id and secret travel (RFC 6749 §2.3.1). */
    sendIn: z.enum(["header", "body"]).default("header"),
  }),
]);
export type HttpAuth = z.infer<typeof HttpAuth>;

/** `raw` sets no Content-Type; the others do unless a header says otherwise. */
export const BodyType = z.enum(["raw", "json", "xml", "form"]);
export type BodyType = z.infer<typeof BodyType>;

/** RFC 6265 §4.1.1, with the signs that servers send although they are not allowed there. */
const COOKIE_VALUE = /^[\u0020-\u003a\u003c-\u007e]*$/;
const Cookie = NamedText.extend({
  name: NamedText.shape.name.regex(HEADER_NAME, "A cookie's name has letters, digits and hyphens only."),
  value: NamedText.shape.value.regex(
    COOKIE_VALUE,
    "A cookie's value is one line of ASCII without semicolons.",
  ),
});

/** What one request is made of; shared with the steps of a multi-step check. */
export const httpRequestFields = {
  url: HttpUrl,
  method: HttpMethod,
  query: z.array(NamedText).max(50, "50 query parameters at most.").default([]),
  headers: z.array(HttpHeader).max(50, "50 headers at most."),
  body: z.string().max(64_000, "A request body has 64,000 characters at most.").nullable(),
  bodyType: BodyType.default("raw"),
  followRedirects: z.boolean(),
  assertions: assertionsOf("http"),
};

/** How the connection is made; the same for all steps of a multi-step check. */
export const httpConnectionFields = {
  auth: HttpAuth.default({ type: "none" }),
  cookies: z.array(Cookie).max(50, "50 cookies at most.").default([]),
  maxRedirects: z.number().int().min(0).max(10, "10 redirects at most.").default(10),
  ipFamily: IpFamily.default("any"),
  /** `auto` offers both in the TLS handshake; over plain HTTP it is 1.1. */
  httpVersion: z.enum(["1.1", "2", "auto"]).default("1.1"),
  tls: TlsOptions.default(DEFAULT_TLS),
  /** An HTTP proxy; HTTPS goes through it by CONNECT. */
  proxy: z
    .strictObject({ url: HttpUrl, login: Login.nullable().default(null) })
    .nullable()
    .default(null),
};

const PLACEHOLDER = /\{\{\s*(?:secret|vars)\.[A-Za-z0-9_]{1,64}\s*\}\}/g;

/** JSON is read when it is saved, with what is put in later standing for some value. */
export function refuseBrokenJson(
  { bodyType, body }: { bodyType: BodyType; body: string | null },
  context: z.RefinementCtx,
): void {
  if (bodyType !== "json" || body === null || body === "") return;
  if (isJson(body) || isJson(body.replace(PLACEHOLDER, "0"))) return;
  context.addIssue({
    code: "custom",
    path: ["body"],
    message: "This is not valid JSON. Mend it, or choose another type of body.",
  });
}

const HttpCheckFields = z.strictObject({
  kind: z.literal("http"),
  ...httpRequestFields,
  ...httpConnectionFields,
  expectedStatus: z.array(StatusRange).min(1, "Name at least one status, such as 200-299.").max(20),
  keyword: Keyword.nullable(),
  /** Fails while the certificate is valid for fewer days than this. */
  certificateDays: z.number().int().min(1).max(365).nullable().default(null),
});

/** Everything a probe needs to run one HTTP check. */
export const HttpCheck = HttpCheckFields.superRefine(refuseBrokenJson);
export type HttpCheck = z.infer<typeof HttpCheck>;

function isUrl(text: string, schemes: readonly string[]): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && schemes.includes(url.protocol) && url.hostname !== "" && !/[{}]|%7B/i.test(url.hostname)
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // The question is only whether it is.
    return false;
  }
}

function hasCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username !== "" || url.password !== "";
}
