import { appDeps } from "#server/trpc/app-deps.ts";
import { answerFeed } from "#server/views/status/answer-feed.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug } = await params;
  return answerFeed(appDeps(), request, { param: slug, name: "feed.rss" });
}
