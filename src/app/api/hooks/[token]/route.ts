import { answerIncoming } from "#server/actions/incoming/answer-incoming.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

type Params = { params: Promise<{ token: string }> };

export const POST = withRequest(
  { route: "/api/hooks/[token]", kind: "anonymous" },
  async (request: Request, { params }: Params) => answerIncoming(appDeps(), { request, ...(await params) }),
);
