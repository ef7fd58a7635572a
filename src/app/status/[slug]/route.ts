import { appDeps } from "#server/trpc/app-deps.ts";
import { answerStatus } from "#server/views/status/answer-status.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug } = await params;
  return answerStatus(appDeps(), request, { param: slug, part: { kind: "page" } });
}
