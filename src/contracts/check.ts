import * as z from "zod";
import { Tag } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { RegionCode } from "./region.ts";

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

const TargetUrl = z
  .string()
  .trim()
  .max(2048, "A URL has 2,048 characters at most.")
  .refine(isHttpUrl, "Give a full URL such as https://example.com/health.")
  // URL parsers drop line breaks and tabs without a word, so that another host would be asked than the one that is read.
  .refine((url) => !ASTRAY_IN_URL.test(url), "Remove the spaces and line breaks from the URL.")
  .refine(
    (url) => !hasCredentials(url),
    "Put the user name and password in an Authorization header, not in the URL.",
  );

/** Everything a probe needs to run one HTTP check. */
export const HttpCheck = z.strictObject({
  kind: z.literal("http"),
  url: TargetUrl,
  method: HttpMethod,
  headers: z.array(HttpHeader).max(50, "50 headers at most."),
  body: z.string().max(64_000, "A request body has 64,000 characters at most.").nullable(),
  expectedStatus: z.array(StatusRange).min(1, "Name at least one status, such as 200-299.").max(20),
  keyword: Keyword.nullable(),
  followRedirects: z.boolean(),
});
export type HttpCheck = z.infer<typeof HttpCheck>;

export const Check = z.discriminatedUnion("kind", [HttpCheck]);
export type Check = z.infer<typeof Check>;

export const MIN_INTERVAL_SEC = 10;
export const MAX_INTERVAL_SEC = 86_400;
export const MIN_TIMEOUT_MS = 100;
export const MAX_TIMEOUT_MS = 60_000;

/** What a user types for a monitor; the form, the procedures and the importer parse with this. */
export const MonitorInput = z
  .strictObject({
    name: nameOf({
      missing: "Give the monitor a name.",
      max: 120,
      tooLong: "A name has 120 characters at most.",
    }),
    check: Check,
    intervalSec: z
      .number()
      .int("Use whole seconds.")
      .min(MIN_INTERVAL_SEC, "The shortest interval is 10 seconds.")
      .max(MAX_INTERVAL_SEC, "The longest interval is 24 hours."),
    timeoutMs: z
      .number()
      .int()
      .min(MIN_TIMEOUT_MS, "The shortest timeout is 100 ms.")
      .max(MAX_TIMEOUT_MS, "The longest timeout is 60 seconds."),
    regions: z.array(RegionCode).min(1, "Choose at least one region.").max(50),
    tags: z.array(Tag).max(20, "20 tags at most.").default([]),
  })
  .superRefine((input, context) => {
    if (input.timeoutMs > input.intervalSec * 1000) {
      context.addIssue({
        code: "custom",
        path: ["timeoutMs"],
        message: "The timeout must not be longer than the interval.",
      });
    }
    if (new Set(input.regions).size !== input.regions.length) {
      context.addIssue({ code: "custom", path: ["regions"], message: "Each region can be chosen once." });
    }
    refuseBodyOfGet(input, context);
  });
export type MonitorInput = z.infer<typeof MonitorInput>;

export function refuseBodyOfGet({ check }: { check: Check }, context: z.RefinementCtx): void {
  const bodyless = check.method === "GET" || check.method === "HEAD";
  if (!bodyless || check.body === null || check.body === "") return;
  context.addIssue({
    code: "custom",
    path: ["check", "body"],
    message: `${check.method} sends no body. Choose POST, PUT or PATCH, or empty this field.`,
  });
}

function isHttpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
}

function hasCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username !== "" || url.password !== "";
}
