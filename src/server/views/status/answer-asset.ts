import { NOT_KEPT, sendBytes } from "#server/runtime/send-bytes.ts";
import { statusCaches } from "#server/runtime/snapshot-cache.ts";
import { findServedAsset } from "#server/store/status-snapshot-store.ts";
import { answerMissing, answerUnavailable } from "./answer-status.ts";
import { openGate } from "./open-snapshot.ts";
import { pageRefOf, type StatusDeps } from "./read-snapshot.ts";

const NAME = /^(logo|logo-dark|favicon)-([0-9a-f]{16})$/;
/** The name has the content's hash in it. */
const FOR_EVER = "public, max-age=31536000, immutable";

/** A picture of a page: as private as the page. */
export async function answerAsset(
  deps: StatusDeps,
  request: Request,
  asked: { param: string; name: string },
): Promise<Response> {
  const [, kind, hash] = NAME.exec(asked.name) ?? [];
  const opened = await openGate(deps, request, pageRefOf(asked.param));
  if (opened.kind === "unavailable") return answerUnavailable(deps, request);
  if (opened.kind !== "admitted" || kind === undefined || hash === undefined)
    return answerMissing(deps, request);
  const { pageId } = opened.page;
  const key = `${pageId} ${kind} ${hash}`;
  try {
    const { value: bytes } = await statusCaches().rendered.read(key, async () => {
      const asset = await findServedAsset(deps.sql, { pageId, kind, hash });
      if (asset === null) return null;
      return { type: asset.contentType, csp: "default-src 'none'; sandbox", body: Buffer.from(asset.bytes) };
    });
    if (bytes === null) {
      statusCaches().rendered.forget(key);
      return answerMissing(deps, request);
    }
    return sendBytes(request, bytes, {
      status: 200,
      etag: hash,
      cacheControl: opened.isPublic ? FOR_EVER : NOT_KEPT,
      vary: [],
      headers: { ...(opened.isPublic && { "cross-origin-resource-policy": "cross-origin" }) },
    });
  } catch (error) {
    deps.log.warn({ err: error }, "A picture of a status page could not be read.");
    return answerUnavailable(deps, request);
  }
}
