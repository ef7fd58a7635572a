import { answerCliDownload } from "#server/runtime/cli-download.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest(
  { route: "/api/cli/[file]", kind: "anonymous" },
  async (request: Request, { params }: { params: Promise<{ file: string }> }) => {
    return answerCliDownload(request, (await params).file);
  },
);
