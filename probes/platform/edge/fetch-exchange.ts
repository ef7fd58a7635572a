import type { HeaderPair } from "#probes/core/checks/http/header-pair.ts";
import type { BodyText, ExchangeHttp, HttpReply } from "#probes/core/checks/http/send-http.ts";
import type { HttpRequest } from "#probes/core/http-request.ts";
import { sinceUs } from "#probes/core/since-us.ts";
import { fetchFault } from "./fetch-fault.ts";
import { type ReadBody, readBody } from "./read-body.ts";

const NOTHING: ReadBody = { body: new Uint8Array(), bytes: 0, truncated: false };
const UNSEEN = {
  dnsUs: null,
  connectUs: null,
  tlsUs: null,
  transferUs: null,
  remoteAddress: null,
  addresses: [],
  httpVersion: null,
  tlsProtocol: null,
  certificate: null,
  certificateEndsAt: null,
} as const;

/**
 * One request over fetch. It sees the first byte and the total only: the platform looks up, connects and shakes hands
 * out of sight, may re-use a connection, and undoes content codings by itself.
 */
export const fetchExchange: ExchangeHttp = async ({ request, keepBytes }, deadline) => {
  const abort = new AbortController();
  deadline.during(() => abort.abort());
  const startedAt = performance.now();
  let response: Response | null = null;
  let ttfbUs: number | null = null;
  try {
    response = await send(request, abort.signal);
    ttfbUs = sinceUs(startedAt);
    return replyOf(response, { ttfbUs, read: await readBody(response, keepBytes), fault: null });
  } catch (error) {
    return replyOf(response, { ttfbUs, read: NOTHING, fault: fetchFault(error, deadline.expired) });
  }
};

type Received = { ttfbUs: number | null; read: ReadBody; fault: HttpReply["fault"] };

function replyOf(response: Response | null, { ttfbUs, read, fault }: Received): HttpReply {
  return {
    ...UNSEEN,
    ttfbUs,
    fault,
    status: response?.status ?? null,
    headers: response === null ? [] : pairsOf(response.headers),
    bytes: read.bytes,
    truncated: read.truncated,
    keptBody: () => read.body,
    text: async () => textOf(read, response?.headers.get("content-type") ?? null),
  };
}

function send({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Promise<Response> {
  const list = new Headers();
  for (const { name, value } of headers) list.append(name, value);
  return fetch(url.href, { method, headers: list, body, redirect: "manual", cache: "no-store", signal });
}

/** `forEach` names each Set-Cookie by itself where the platform keeps them apart. */
function pairsOf(headers: Headers): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  headers.forEach((value, name) => {
    pairs.push([name, value]);
  });
  return pairs;
}

function textOf({ body, truncated }: ReadBody, contentType: string | null): BodyText {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? "")?.[1] ?? "utf-8";
  try {
    return { text: new TextDecoder(charset).decode(body), truncated, unreadable: null };
  } catch {
    // A charset that nobody knows; most such pages are ASCII in the part that matters.
    return { text: new TextDecoder().decode(body), truncated, unreadable: null };
  }
}
