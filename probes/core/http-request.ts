import type { HttpCheck, HttpHeader } from "#contracts/checks/http.ts";
import { userAgent } from "./user-agent.ts";

/** What is read of a body; the rest is not waited for. */
export const MOST_BODY_BYTES = 1024 * 1024;
export const SAMPLE_BYTES = 4096;
/** zstd is not among them: Node 20 cannot undo it. */
const READABLE_CODINGS = "gzip, deflate, br";
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Framing is the runner's own business. */
const OWN_HEADERS = new Set([
  "connection",
  "content-length",
  "transfer-encoding",
  "keep-alive",
  "te",
  "upgrade",
]);
/** All that another origin is told: any other header may be a key, whatever it is called. */
const FOREIGN_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "pragma",
  "range",
  "user-agent",
]);
const BODY_HEADERS = new Set(["content-type", "content-encoding", "content-language", "content-location"]);

export type HttpRequest = { url: URL; method: string; headers: readonly HttpHeader[]; body: string | null };

/** What a check or a step says about its request. */
export type RequestFields = Pick<HttpCheck, "url" | "method" | "query" | "headers" | "body" | "bodyType">;

const CONTENT_TYPES = {
  raw: null,
  json: "application/json",
  xml: "application/xml",
  form: "application/x-www-form-urlencoded",
} as const;

/**
 * The first request of a check, with Uptick's own headers where the user has set none. Compression is asked for only
 * when the body is looked at, because undoing it costs more than the bytes it saves.
 */
export function firstRequest(fields: RequestFields, wantsBody: boolean): HttpRequest {
  const given = fields.headers.filter(({ name }) => !OWN_HEADERS.has(name.toLowerCase()));
  const names = new Set(given.map(({ name }) => name.toLowerCase()));
  const body = fields.body === "" ? null : fields.body;
  const contentType = body === null ? null : CONTENT_TYPES[fields.bodyType];
  const own = [
    { name: "User-Agent", value: userAgent() },
    { name: "Accept", value: "*/*" },
    { name: "Accept-Encoding", value: wantsBody ? READABLE_CODINGS : "identity" },
    ...(contentType === null ? [] : [{ name: "Content-Type", value: contentType }]),
  ].filter(({ name }) => !names.has(name.toLowerCase()));
  return { url: urlWithQuery(fields), method: fields.method, headers: [...own, ...given], body };
}

function urlWithQuery({ url: text, query }: RequestFields): URL {
  const url = new URL(text);
  if (query.length === 0) return url;
  const added = query.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  url.search = [...(url.search.length > 1 ? [url.search.slice(1)] : []), ...added].join("&");
  return url;
}

export type Redirect =
  | { kind: "none" }
  | { kind: "follow"; request: HttpRequest }
  | { kind: "broken"; message: string };

/** What an answer asks for next, as the fetch standard rules: method and secrets may change on the way. */
export function nextRequest(
  request: HttpRequest,
  answer: { status: number; location: string | null | undefined },
): Redirect {
  if (!REDIRECTS.has(answer.status) || answer.location === null || answer.location === undefined) {
    return { kind: "none" };
  }
  if (!URL.canParse(answer.location, request.url.href)) {
    return { kind: "broken", message: "The redirect's Location is not a URL." };
  }
  const url = new URL(answer.location, request.url.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { kind: "broken", message: `The redirect leads to ${url.protocol}, which is not HTTP.` };
  }
  const { method } = request;
  const becomesGet =
    (answer.status === 303 && method !== "GET" && method !== "HEAD") ||
    ((answer.status === 301 || answer.status === 302) && method === "POST");
  const isSameOrigin = url.origin === request.url.origin;
  if (!isSameOrigin && !becomesGet && request.body !== null) {
    return { kind: "broken", message: "The redirect would take the request's body to another site." };
  }
  const headers = request.headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return (isSameOrigin || FOREIGN_HEADERS.has(lower)) && !(becomesGet && BODY_HEADERS.has(lower));
  });
  return {
    kind: "follow",
    request: { url, headers, method: becomesGet ? "GET" : method, body: becomesGet ? null : request.body },
  };
}
