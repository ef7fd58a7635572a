import { answerHeartbeat, processGate } from "#server/pipeline/heartbeat/answer-heartbeat.ts";
import { serverDeps } from "#server/runtime/deps.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 30;

type Params = { params: Promise<{ token: string; rest?: string[] }> };

async function take(request: Request, { params }: Params): Promise<Response> {
  const { token, rest = [] } = await params;
  const { trustProxy } = appDeps().auth;
  return answerHeartbeat({ ...serverDeps(), trustProxy, gate: processGate }, { request, token, rest });
}

const handle = withRequest({ route: "/api/heartbeat/[token]", kind: "open" }, take);

export { handle as GET, handle as HEAD, handle as POST };
