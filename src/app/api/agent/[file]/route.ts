import { answerAgentDownload } from "#server/runtime/agent-package.ts";

export const dynamic = "force-dynamic";

export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  return answerAgentDownload(request, (await params).file);
}
