import type { HttpCheck, HttpHeader } from "#contracts/checks/http.ts";

export const MOST_REDIRECTS = 10;
/** What is read of a body; the rest is not waited for. */
export const MOST_BODY_BYTES = 1024 * 1024;
export const SAMPLE_BYTES = 4096;
export const USER_AGENT = "Uptick/0.1 (uptime monitor)";
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
const SAME_ORIGIN_HEADERS = new Set(["authorization", "cookie", "proxy-authorization", "host"]);
const BODY_HEADERS = new Set(["content-type", "content-encoding", "content-language", "content-location"]);

export type HttpRequest = { url: URL; method: string; headers: readonly HttpHeader[]; body: string | null };

/** The first request of a check, with Uptick's own headers where the user has set none. */
export function firstRequest(check: HttpCheck): HttpRequest {
  const given = check.headers.filter(({ name }) => !OWN_HEADERS.has(name.toLowerCase()));
  const names = new Set(given.map(({ name }) => name.toLowerCase()));
  const own = [
    { name: "User-Agent", value: USER_AGENT },
    { name: "Accept", value: "*/*" },
    { name: "Accept-Encoding", value: "identity" },
  ].filter(({ name }) => !names.has(name.toLowerCase()));
  const body = check.body === "" ? null : check.body;
  return { url: new URL(check.url), method: check.method, headers: [...own, ...given], body };
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
  const headers = request.headers.filter(({ name }) => {
    const lower = name.toLowerCase();
    return (isSameOrigin || !SAME_ORIGIN_HEADERS.has(lower)) && !(becomesGet && BODY_HEADERS.has(lower));
  });
  return {
    kind: "follow",
    request: { url, headers, method: becomesGet ? "GET" : method, body: becomesGet ? null : request.body },
  };
}
