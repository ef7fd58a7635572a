import type { HttpRequest } from "#probes/core/http-request.ts";

const BODY_METHODS = new Set(["POST", "PUT", "PATCH"]);

/** For a request that a proxy passes on; null where it signs in to none. */
export type ProxyWire = { authorization: string | null };

/**
 * The request as bytes, in the absolute form for a proxy (RFC 9112 §3.2.2). A Host header of the user's own replaces ours
 * and comes first, as RFC 9112 wants.
 */
export function requestWire(request: HttpRequest, proxy: ProxyWire | null = null): Buffer {
  const { url, method, headers, body } = request;
  const path = `${url.pathname}${url.search}`;
  const lines = [
    `${method} ${proxy === null ? path : url.origin + path} HTTP/1.1`,
    `Host: ${hostOf(request)}`,
  ];
  for (const { name, value } of headers) {
    if (name.toLowerCase() !== "host") lines.push(`${name}: ${value}`);
  }
  if (proxy?.authorization) lines.push(`Proxy-Authorization: ${proxy.authorization}`);
  if (body !== null) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  else if (BODY_METHODS.has(method)) lines.push("Content-Length: 0");
  lines.push("Connection: close", "", body ?? "");
  return Buffer.from(lines.join("\r\n"), "utf8");
}

/** The user's own Host header, else the URL's. */
export function hostOf({ url, headers }: HttpRequest): string {
  return headers.find(({ name }) => name.toLowerCase() === "host")?.value ?? url.host;
}
