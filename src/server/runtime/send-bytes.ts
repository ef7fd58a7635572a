import type { RenderedBytes } from "./snapshot-cache.ts";

export type BytesAnswer = {
  status: number;
  /** Of the content, however it is compressed on its way; null: none is sent. */
  etag: string | null;
  cacheControl: string;
  vary: readonly string[];
  headers?: Record<string, string>;
};

/** Kept in front of Uptick for 5 s, shown while a new one is fetched, and for a day when Uptick does not answer. */
export const PUBLIC_CACHE = "public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400";
export const NOT_KEPT = "private, no-store";

/** On whatever host: src/proxy.ts leaves the headers of status pages to them. */
const EVERYWHERE = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
} as const;

/** Or 304 when the browser has these very bytes. */
export function sendBytes(request: Request, bytes: RenderedBytes, answer: BytesAnswer): Response {
  const headers = new Headers({
    "content-type": bytes.type,
    "cache-control": answer.cacheControl,
    vary: [...answer.vary, "accept-encoding"].join(", "),
    ...EVERYWHERE,
    ...(bytes.csp !== null && { "content-security-policy": bytes.csp }),
    ...answer.headers,
  });
  const etag = answer.etag === null ? null : `W/"${answer.etag}"`;
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && answer.status === 200 && isKnown(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(new Uint8Array(bytes.body), { status: answer.status, headers });
}

/** RFC 9110 §13.1.2: by weak comparison, also in a list. */
function isKnown(request: Request, etag: string): boolean {
  const given = request.headers.get("if-none-match");
  if (given === null) return false;
  const bare = etag.replace(/^W\//, "");
  return given.split(",").some((one) => {
    const tag = one.trim().replace(/^W\//, "");
    return tag === "*" || tag === bare;
  });
}
