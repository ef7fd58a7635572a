import { answerHook } from "#server/actions/maintenance/answer-hook.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ token: string; verb: string }> };

export async function POST(request: Request, { params }: Params): Promise<Response> {
  return answerHook(appDeps(), { request, ...(await params) });
}
