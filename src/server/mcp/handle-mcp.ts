import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { createApiContext, requireKey } from "#server/rest/call-endpoint.ts";
import { problemResponse, Refusal, refusalOf } from "#server/rest/problem.ts";
import { limitBody } from "#server/runtime/limit-body.ts";
import type { AppDeps, Context } from "#server/trpc/context.ts";
import { createMcpServer } from "./create-mcp-server.ts";

const MOST_BODY_BYTES = 256 * 1024;

/** MCP over streamable HTTP, without sessions: each POST is answered by JSON and forgotten. It never rejects. */
export async function handleMcp(deps: AppDeps, request: Request): Promise<Response> {
  let context: Context | null = null;
  let response: Response;
  try {
    if (request.method !== "POST") {
      const headers = { allow: "POST" };
      throw new Refusal("method_not_allowed", "Send each message by POST; there is no stream.", { headers });
    }
    requireOwnOrigin(deps, request);
    context = await createApiContext(deps, request);
    const actor = requireKey(context, request);
    const limited = await limitBody(request, MOST_BODY_BYTES);
    if (limited instanceof Response) throw new Refusal("too_large", `${MOST_BODY_BYTES / 1024} KB at most.`);
    response = await answer({ context, actor }, limited);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.code === "internal") deps.log.error({ err: error }, "an MCP request failed");
    const requestId = context?.requestId ?? "";
    response = problemResponse(refusal, { appUrl: deps.auth.appUrl, requestId });
  }
  response.headers.set("cache-control", "private, no-store");
  return response;
}

async function answer(caller: Parameters<typeof createMcpServer>[0], request: Request): Promise<Response> {
  const server = createMcpServer(caller);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

/** A page of another site that has been given a key must not speak through its visitor's browser. */
function requireOwnOrigin(deps: AppDeps, request: Request): void {
  const origin = request.headers.get("origin");
  if (origin === null || origin === new URL(deps.auth.appUrl).origin) return;
  throw new Refusal("forbidden", "Other sites may not call this from a browser.");
}
