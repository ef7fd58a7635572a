import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { APP_VERSION } from "./app-version.ts";

/** What private locations fetch: the agent as one file, and as a package that `npx` runs from its address. */
const AGENT_FILES = {
  "uptick-agent.mjs": "text/javascript",
  "uptick-agent.tgz": "application/gzip",
} as const;
type AgentFile = keyof typeof AGENT_FILES;
type AgentDownload = { body: Uint8Array<ArrayBuffer>; etag: string; type: string };

const BUNDLE = join("dist", "uptick-agent.mjs");
const BLOCK = 512;
const made = new Map<AgentFile, AgentDownload>();

const CACHE = "public, max-age=300";

/** The agent is no secret: what it may do follows from the token that it is started with. */
export async function answerAgentDownload(request: Request, file: string): Promise<Response> {
  if (!isAgentFile(file)) return new Response("There is no such file.\n", { status: 404 });
  const found = await readAgentFile(file, APP_VERSION);
  if (!found) return new Response("This Uptick was built without the agent.\n", { status: 404 });
  const headers = { etag: found.etag, "cache-control": CACHE };
  if (request.headers.get("if-none-match") === found.etag)
    return new Response(null, { status: 304, headers });
  const length = String(found.body.byteLength);
  return new Response(found.body, {
    headers: { ...headers, "content-type": found.type, "content-length": length },
  });
}

function isAgentFile(file: string): file is AgentFile {
  return Object.hasOwn(AGENT_FILES, file);
}

/** Null: this installation was built without the agent. */
async function readAgentFile(file: AgentFile, version: string): Promise<AgentDownload | null> {
  const known = made.get(file);
  if (known) return known;
  const bundle = await readBundle();
  if (bundle === null) return null;
  const body = Uint8Array.from(file === "uptick-agent.mjs" ? bundle : packAgent(bundle, version));
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const download = { body, etag, type: AGENT_FILES[file] };
  made.set(file, download);
  return download;
}

async function readBundle(): Promise<Buffer | null> {
  try {
    return await readFile(BUNDLE);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function packAgent(bundle: Buffer, version: string): Buffer {
  const manifest = {
    name: "uptick-agent",
    version,
    description: "Runs Uptick's checks in a network of your own.",
    type: "module",
    bin: { "uptick-agent": "uptick-agent.mjs" },
    engines: { node: ">=20.9" },
  };
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const entries = [
    ...tarEntry("package/package.json", text),
    ...tarEntry("package/uptick-agent.mjs", bundle),
  ];
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]));
}

/** A file in the ustar form (POSIX.1-1988), dated 1970 so that the same agent is the same bytes. */
function tarEntry(name: string, content: Buffer): Buffer[] {
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, at: number) => header.write(text, at, "latin1");
  put(name, 0);
  put("0000755\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\0", 257);
  put("00", 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
}
