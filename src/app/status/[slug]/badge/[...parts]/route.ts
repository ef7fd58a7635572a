import { appDeps } from "#server/trpc/app-deps.ts";
import { answerBadge } from "#server/views/status/answer-badge.ts";

type Segment = { params: Promise<{ slug: string; parts: string[] }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug, parts } = await params;
  return answerBadge(appDeps(), request, { param: slug, parts });
}
