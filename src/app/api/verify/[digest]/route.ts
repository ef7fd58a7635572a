import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { answerDigest } from "#server/views/answer-digest.ts";

export const dynamic = "force-dynamic";

/** Whether a report or a link of a chain with this digest was made here. Whoever asks has it already. */
export const GET = withRequest(
  { route: "/api/verify/[digest]", kind: "anonymous" },
  async (_request: Request, { params }: { params: Promise<{ digest: string }> }) => {
    return answerDigest(appDeps(), (await params).digest);
  },
);
