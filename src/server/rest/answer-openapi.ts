import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { openApiDocument } from "./openapi-document.ts";

/** For everybody: it says what Uptick can do, and nothing of who uses it. */
export function answerOpenApi(request: Request, appUrl: string): Response {
  const body = JSON.stringify(openApiDocument(appUrl));
  const etag = `"${sha256Hex(body).slice(0, 32)}"`;
  const headers = { etag, "cache-control": "public, max-age=300" };
  const known =
    request.headers
      .get("if-none-match")
      ?.replaceAll("W/", "")
      .split(/\s*,\s*/) ?? [];
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json" } });
}
