import type { HttpRequest } from "#probes/core/http-request.ts";

const BODY_METHODS = new Set(["POST", "PUT", "PATCH"]);

/** The request as bytes. A Host header of the user's own replaces ours and comes first, as RFC 9112 wants. */
export function requestWire({ url, method, headers, body }: HttpRequest): Buffer {
  const host = headers.find(({ name }) => name.toLowerCase() === "host")?.value ?? url.host;
  const lines = [`${method} ${url.pathname}${url.search} HTTP/1.1`, `Host: ${host}`];
  for (const { name, value } of headers) {
    if (name.toLowerCase() !== "host") lines.push(`${name}: ${value}`);
  }
  if (body !== null) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  else if (BODY_METHODS.has(method)) lines.push("Content-Length: 0");
  lines.push("Connection: close", "", body ?? "");
  return Buffer.from(lines.join("\r\n"), "utf8");
}
