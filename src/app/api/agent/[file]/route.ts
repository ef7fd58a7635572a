import { AGENT_FILES, type AgentFile, readAgentFile } from "#server/runtime/agent-package.ts";
import { APP_VERSION } from "#server/runtime/app-version.ts";

export const dynamic = "force-dynamic";

const CACHE = "public, max-age=300";

/** The agent is no secret: what it may do follows from the token that it is started with. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params;
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
