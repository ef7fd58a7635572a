import { join } from "node:path";
import { readBundle } from "./answer-download.ts";

const BUNDLE = join("dist", "uptick-import-reader.js");

/** The worker that reads SQLite files in the browser. Its policy, which compiles WebAssembly, stands in next.config.mjs. */
export async function answerImportReader(): Promise<Response> {
  const body = await readBundle(BUNDLE);
  if (body === null) return new Response("This Uptick was built without it.\n", { status: 404 });
  return new Response(Uint8Array.from(body), {
    headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "private, max-age=300" },
  });
}
