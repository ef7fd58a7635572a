import { MAX_ASSET_BYTES } from "#contracts/status-page.ts";

/** Longest edge of what is taken, in pixels. */
const MAX_EDGE = 4_096;
const TIMEOUT_SEC = 10;

export type Drawn =
  | { kind: "drawn"; contentType: "image/png" | "image/webp"; bytes: Buffer }
  /** `why` is a sentence. */
  | { kind: "refused"; why: string };

type Wanted = { maxEdge: number; format: "png" | "webp" };

/**
 * Draws a picture anew: nothing but its pixels is kept, no metadata, no script, no second file behind the first. Of what
 * moves, the first frame. The header is judged before anything is unpacked, so that few bytes cannot become many pixels.
 */
export async function redrawPicture(bytes: Buffer, { maxEdge, format }: Wanted): Promise<Drawn> {
  if (bytes.length > MAX_ASSET_BYTES) return { kind: "refused", why: "The file is too large: 2 MB at most." };
  const kind = sniff(bytes);
  if (kind === null) return { kind: "refused", why: describeOther(bytes) };
  // Native and large: only who hands in a picture loads it.
  const { default: sharp } = await import("sharp");
  const limits = { limitInputPixels: MAX_EDGE * MAX_EDGE, failOn: "error", pages: 1 } as const;
  try {
    const { width, height, format: found } = await sharp(bytes, limits).metadata();
    if (found !== kind) return { kind: "refused", why: BROKEN };
    if (width > MAX_EDGE || height > MAX_EDGE) return { kind: "refused", why: TOO_LARGE };
    const box = { width: maxEdge, height: maxEdge, fit: "inside", withoutEnlargement: true } as const;
    const drawn = sharp(bytes, limits).timeout({ seconds: TIMEOUT_SEC }).autoOrient().resize(box);
    const encoded = format === "png" ? drawn.png({ palette: false }) : drawn.webp({ quality: 90 });
    return { kind: "drawn", contentType: `image/${format}`, bytes: await encoded.toBuffer() };
  } catch (error) {
    const isTooLarge = error instanceof Error && error.message.includes("exceeds pixel limit");
    return { kind: "refused", why: isTooLarge ? TOO_LARGE : BROKEN };
  }
}

const TOO_LARGE = `The picture is too large: ${MAX_EDGE.toLocaleString("en-US")} pixels a side at most.`;
const BROKEN = "This picture cannot be read: it is damaged or not complete.";

/** By what the file begins with: neither its name nor what the browser says counts. */
function sniff(bytes: Buffer): "png" | "jpeg" | "webp" | "gif" | null {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "webp";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "gif";
  return null;
}

function describeOther(bytes: Buffer): string {
  const isVector = /<svg[\s>]/i.test(bytes.toString("latin1", 0, 4_096));
  if (isVector) return "SVG files can hold scripts and are not taken: choose a PNG, JPEG, WebP or GIF.";
  return "This is no PNG, JPEG, WebP or GIF.";
}
