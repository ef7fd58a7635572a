import type { HttpCheck } from "#contracts/checks/http.ts";
import type { Evidence, Outcome } from "#contracts/tick.ts";
import type { Deadline } from "#probes/core/deadline.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import type { Hop } from "#probes/core/http-trail.ts";
import type { Phases } from "#probes/core/ports.ts";
import type { CookieJar } from "./cookie-jar.ts";
import type { HeaderPair } from "./header-pair.ts";

/** How the requests of a check travel; a check itself fits. */
export type HttpConnection = Pick<
  HttpCheck,
  "auth" | "cookies" | "maxRedirects" | "ipFamily" | "httpVersion" | "tls" | "proxy"
>;

export type Judged = { outcome: Outcome; message: string };
/** `unreadable` names a content coding that could not be undone; the text is then that of the coded bytes. */
export type BodyText = { text: string; truncated: boolean; unreadable: string | null };

/** One answer to one request, however it travelled. What a runtime cannot see is null. */
export type HttpReply = Phases & {
  /** Null when the answer is complete. */
  readonly fault: Judged | null;
  /** Null when no head came. */
  readonly status: number | null;
  readonly headers: readonly HeaderPair[];
  /** Of the body as it was received. */
  readonly bytes: number;
  readonly truncated: boolean;
  readonly remoteAddress: string | null;
  readonly addresses: readonly string[];
  /** `1.1` or `2`. */
  readonly httpVersion: string | null;
  /** Such as `TLSv1.3`. */
  readonly tlsProtocol: string | null;
  /** Epoch ms. */
  readonly certificateEndsAt: number | null;
  readonly certificate: Evidence["certificate"];
  /** The first `keepBytes` of the body, content coding and all. */
  keptBody(): Uint8Array;
  text(): Promise<BodyText>;
};

/** Sends one request over a connection of its own and follows nothing. Never rejects. */
export type ExchangeHttp = (
  ask: { request: HttpRequest; connection: HttpConnection; keepBytes: number },
  deadline: Deadline,
) => Promise<HttpReply>;

export type HttpAsk = {
  request: HttpRequest;
  connection: HttpConnection;
  followRedirects: boolean;
  /** How much of the body is kept, 1 MB at most; the rest is counted and dropped. */
  keepBytes: number;
  /** Shared by the steps of a check; without one, each ask has its own. */
  jar?: CookieJar;
};

export type HttpAnswer = {
  /** The last one, after redirects and sign-in. */
  reply: HttpReply;
  /** Summed over all requests that it took. */
  phases: Phases;
  hops: readonly Hop[];
  /** True when a redirect led from HTTPS to HTTP. */
  downgrade: boolean;
  /** Null when `reply` is an answer to be judged. */
  failure: Judged | null;
};

/** Sends a request with all that belongs to it: sign-in, cookies, redirects. Never rejects, and ends at the deadline. */
export type SendHttp = (ask: HttpAsk, deadline: Deadline) => Promise<HttpAnswer>;

export function headerOf(reply: Pick<HttpReply, "headers">, name: string): string | null {
  return reply.headers.find((header) => header[0].toLowerCase() === name)?.[1] ?? null;
}
