import { appDeps } from "#server/trpc/app-deps.ts";
import { answerPicture } from "#server/views/status/answer-picture.ts";
import { drawPicture } from "./draw-picture.tsx";

type Segment = { params: Promise<{ slug: string }> };

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: Segment): Promise<Response> {
  const { slug } = await params;
  return answerPicture(appDeps(), request, { param: slug, draw: drawPicture });
}
