import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { answerDownload, type Downloads, readBundle } from "./answer-download.ts";
import { APP_VERSION } from "./app-version.ts";

const BUNDLE = join("dist", "uptick-agent.mjs");
const BLOCK = 512;

/** What private locations fetch: the agent as one file, and as a package that `npx` runs from its address. */
const AGENT_FILES: Downloads = {
  "uptick-agent.mjs": { type: "text/javascript", make: () => readBundle(BUNDLE) },
  "uptick-agent.tgz": {
    type: "application/gzip",
    make: async () => {
      const bundle = await readBundle(BUNDLE);
      return bundle && packAgent(bundle, APP_VERSION);
    },
  },
};

/** The agent is no secret: what it may do follows from the token that it is started with. */
export function answerAgentDownload(request: Request, file: string): Promise<Response> {
  return answerDownload(request, file, AGENT_FILES);
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
