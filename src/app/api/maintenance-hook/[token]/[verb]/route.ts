import { answerHook } from "#server/actions/maintenance/answer-hook.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ token: string; verb: string }> };

export const POST = withRequest(
  { route: "/api/maintenance-hook/[token]", kind: "anonymous" },
  async (request: Request, { params }: Params) => answerHook(appDeps(), { request, ...(await params) }),
);
