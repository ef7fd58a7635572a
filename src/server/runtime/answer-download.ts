import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** Files that Uptick hands to anybody, by the name that they are asked for; null: it was built without them. */
export type Downloads = Record<string, { type: string; make: () => Promise<Uint8Array | null> }>;
type Made = { body: Uint8Array<ArrayBuffer>; etag: string };

const CACHE = "public, max-age=300";
const made = new Map<string, Made>();

export async function answerDownload(
  request: Request,
  file: string,
  downloads: Downloads,
): Promise<Response> {
  const wanted = Object.hasOwn(downloads, file) ? downloads[file] : undefined;
  if (!wanted) return new Response("There is no such file.\n", { status: 404 });
  const found = made.get(file) ?? (await make(wanted));
  if (!found) return new Response("This Uptick was built without it.\n", { status: 404 });
  made.set(file, found);
  const headers = { etag: found.etag, "cache-control": CACHE };
  if (request.headers.get("if-none-match") === found.etag)
    return new Response(null, { status: 304, headers });
  const length = String(found.body.byteLength);
  return new Response(found.body, {
    headers: { ...headers, "content-type": wanted.type, "content-length": length },
  });
}

/** Null: the bundle is not there. */
export async function readBundle(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function make(download: Downloads[string]): Promise<Made | null> {
  const content = await download.make();
  if (content === null) return null;
  const body = Uint8Array.from(content);
  return { body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"` };
}
