import { createHash } from "node:crypto";
import { EmbedOptions } from "#contracts/status-embed.ts";
import { drawEmbed, drawEmbedProblem } from "#domain/status/embed/draw-embed.ts";
import { EMBED_STYLE } from "#domain/status/embed/embed-style.ts";
import { NOT_KEPT, PUBLIC_CACHE } from "#server/runtime/send-bytes.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { openSnapshot } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

const STYLE_HASH = createHash("sha256").update(EMBED_STYLE).digest("base64");

type Answer = { html: string; status: number; isPublic: boolean };

/** For a frame on any site. What not everybody may see is in no frame but Uptick's own. */
export async function answerEmbed(deps: StatusDeps, request: Request, param: string): Promise<Response> {
  const failed = (text: string, status: number) =>
    write(request, { html: drawEmbedProblem(text), status, isPublic: true });
  const query = new URL(request.url).searchParams;
  query.delete("key");
  const options = EmbedOptions.safeParse(Object.fromEntries(query));
  if (!options.success) return failed("The options are theme, show and lang.", 400);

  const opened = await openSnapshot(deps, request, pageRefOf(param));
  if (opened.kind === "unavailable") return failed("The status is not available now.", 503);
  if (opened.kind !== "open") return failed("There is nothing to show here.", 404);
  const html = drawEmbed(opened.snapshot, options.data, deps.now().getTime());
  return write(request, { html, status: 200, isPublic: opened.isPublic });
}

function write(request: Request, { html, status, isPublic }: Answer): Response {
  const etag = `"${sha256Hex(html).slice(0, 32)}"`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors ${isPublic ? "*" : "'self'"}`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": isPublic ? "cross-origin" : "same-origin",
    "cache-control": status === 200 && isPublic ? PUBLIC_CACHE : NOT_KEPT,
    etag,
  };
  const isKnown = status === 200 && (request.headers.get("if-none-match") ?? "").includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(html, { status, headers });
}
