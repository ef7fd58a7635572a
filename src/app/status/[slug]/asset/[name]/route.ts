import { appDeps } from "#server/trpc/app-deps.ts";
import { answerAsset } from "#server/views/status/answer-asset.ts";

type Segment = { params: Promise<{ slug: string; name: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug, name } = await params;
  return answerAsset(appDeps(), request, { param: slug, name });
}
