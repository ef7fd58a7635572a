import type { RenderedBytes } from "./snapshot-cache.ts";

export type BytesAnswer = {
  status: number;
  /** Of the content, whatever its encoding; null: none is sent. */
  etag: string | null;
  cacheControl: string;
  vary: readonly string[];
  headers?: Record<string, string>;
};

/** Kept in front of Uptick for 5 s, shown while a new one is fetched, and for a day when Uptick does not answer. */
export const PUBLIC_CACHE = "public, max-age=0, s-maxage=5, stale-while-revalidate=30, stale-if-error=86400";
export const NOT_KEPT = "private, no-store";

/** Compressed as the browser likes it, or 304 when it has these very bytes. */
export function sendBytes(request: Request, bytes: RenderedBytes, answer: BytesAnswer): Response {
  const headers = new Headers({
    "content-type": bytes.type,
    "cache-control": answer.cacheControl,
    vary: [...answer.vary, "accept-encoding"].join(", "),
    "x-content-type-options": "nosniff",
    ...(bytes.csp !== null && { "content-security-policy": bytes.csp }),
    ...answer.headers,
  });
  const etag = answer.etag === null ? null : `W/"${answer.etag}"`;
  if (etag !== null) headers.set("etag", etag);
  if (etag !== null && answer.status === 200 && isKnown(request, etag)) {
    return new Response(null, { status: 304, headers });
  }
  const { encoding, body } = encodingFor(request, bytes);
  if (encoding !== null) headers.set("content-encoding", encoding);
  headers.set("content-length", String(body.length));
  return new Response(new Uint8Array(body), { status: answer.status, headers });
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

/** What is packed already, such as a picture, has no smaller form. */
function encodingFor(request: Request, { plain, gzip, brotli }: RenderedBytes) {
  const accepted = (request.headers.get("accept-encoding") ?? "").toLowerCase().split(",");
  const takes = (name: string) =>
    accepted.some((one) => {
      const [coding = "", ...weights] = one.split(";").map((text) => text.trim());
      return coding === name && !weights.some((weight) => /^q=0(\.0*)?$/.test(weight));
    });
  if (brotli.length > 0 && takes("br")) return { encoding: "br", body: brotli };
  if (gzip.length > 0 && takes("gzip")) return { encoding: "gzip", body: gzip };
  return { encoding: null, body: plain };
}
