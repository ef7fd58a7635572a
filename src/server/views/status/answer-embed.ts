import { createHash } from "node:crypto";
import { EmbedOptions } from "#contracts/status-embed.ts";
import { drawEmbed, drawEmbedProblem } from "#domain/status/embed/draw-embed.ts";
import { EMBED_STYLE } from "#domain/status/embed/embed-style.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { admitVisitor } from "./admit-visitor.ts";
import { pageRefOf, readSnapshot, type StatusDeps } from "./read-snapshot.ts";

const STYLE_HASH = createHash("sha256").update(EMBED_STYLE).digest("base64");
const PUBLIC = "public, max-age=30, stale-while-revalidate=300";

type Answer = { html: string; status: number; isPublic: boolean };

/** For a frame on any site. What not everybody may see is in no frame but Uptick's own. */
export async function answerEmbed(deps: StatusDeps, request: Request, param: string): Promise<Response> {
  const failed = (text: string, status: number) =>
    write(request, { html: drawEmbedProblem(text), status, isPublic: true });
  const query = new URL(request.url).searchParams;
  query.delete("key");
  const options = EmbedOptions.safeParse(Object.fromEntries(query));
  if (!options.success) return failed("The options are theme, show and lang.", 400);

  const found = await readSnapshot(deps, pageRefOf(param));
  if (found.kind === "unavailable") return failed("The status is not available now.", 503);
  if (found.kind === "missing") return failed("There is nothing to show here.", 404);
  const admission = await admitVisitor(deps, request, found.page);
  if (admission.kind !== "admitted") return failed("There is nothing to show here.", 404);
  const html = drawEmbed(found.snapshot, options.data, deps.now().getTime());
  return write(request, { html, status: 200, isPublic: admission.isPublic });
}

function write(request: Request, { html, status, isPublic }: Answer): Response {
  const etag = `"${sha256Hex(html).slice(0, 32)}"`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors ${isPublic ? "*" : "'self'"}`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": isPublic ? "cross-origin" : "same-origin",
    "cache-control": status === 200 && isPublic ? PUBLIC : "private, no-store",
    etag,
  };
  const isKnown = status === 200 && (request.headers.get("if-none-match") ?? "").includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(html, { status, headers });
}
