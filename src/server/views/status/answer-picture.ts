import { PUBLIC_CACHE } from "#server/runtime/send-bytes.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { describePicture, type StatusPicture } from "#status/describe-picture.ts";
import { answerMissing, answerUnavailable } from "./answer-status.ts";
import { openSnapshot } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

type Asked = { param: string; draw: (picture: StatusPicture) => Promise<ArrayBuffer> };

/** Drawing takes tens of milliseconds; the same words look the same. */
const drawn = new Map<string, Promise<ArrayBuffer>>();
const MOST_KEPT = 100;

/** What other sites show of a link to the page. A page that not everybody may see has none. */
export async function answerPicture(deps: StatusDeps, request: Request, asked: Asked): Promise<Response> {
  const opened = await openSnapshot(deps, request, pageRefOf(asked.param));
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind !== "open" || !opened.isPublic) return answerMissing(deps, request);

  const picture = describePicture(opened.snapshot);
  const version = sha256Hex(JSON.stringify(picture)).slice(0, 32);
  const headers = {
    "content-type": "image/png",
    "cache-control": PUBLIC_CACHE,
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    etag: `"${version}"`,
  };
  if ((request.headers.get("if-none-match") ?? "").includes(version)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(await drawOnce(version, () => asked.draw(picture)), { headers });
}

function drawOnce(version: string, draw: () => Promise<ArrayBuffer>): Promise<ArrayBuffer> {
  const known = drawn.get(version);
  if (known) return known;
  const [oldest] = drawn.keys();
  if (drawn.size >= MOST_KEPT && oldest !== undefined) drawn.delete(oldest);
  const drawing = draw().catch((error: unknown) => {
    drawn.delete(version);
    throw error;
  });
  drawn.set(version, drawing);
  return drawing;
}
