import { appDeps } from "#server/trpc/app-deps.ts";
import { answerStatus } from "#server/views/status/answer-status.ts";

type Segment = { params: Promise<{ slug: string; month: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug, month } = await params;
  return answerStatus(appDeps(), request, { param: slug, part: { kind: "history", month } });
}
