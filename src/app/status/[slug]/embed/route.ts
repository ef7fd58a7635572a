import { appDeps } from "#server/trpc/app-deps.ts";
import { answerEmbed } from "#server/views/status/answer-embed.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return answerEmbed(appDeps(), request, (await params).slug);
}
