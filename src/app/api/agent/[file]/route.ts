import { answerAgentDownload } from "#server/runtime/agent-package.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest(
  { route: "/api/agent/[file]", kind: "anonymous" },
  async (request: Request, { params }: { params: Promise<{ file: string }> }) => {
    return answerAgentDownload(request, (await params).file);
  },
);
