import { appDeps } from "#server/trpc/app-deps.ts";
import { answerPreview } from "#server/views/status/answer-preview.ts";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  return answerPreview(appDeps(), request, (await params).slug);
}
