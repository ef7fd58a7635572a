import { readFile } from "node:fs/promises";
import { join } from "node:path";

const BUNDLE = join("dist", "uptick-import-reader.js");

/** The worker that reads SQLite files in the browser. Its policy, which compiles WebAssembly, stands in next.config.mjs. */
export async function answerImportReader(): Promise<Response> {
  const body = await readBundle();
  if (body === null) return new Response("This Uptick was built without it.\n", { status: 404 });
  return new Response(body, {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "private, max-age=300" },
  });
}

async function readBundle(): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return Uint8Array.from(await readFile(BUNDLE));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
