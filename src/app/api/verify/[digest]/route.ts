import { appDeps } from "#server/trpc/app-deps.ts";
import { answerDigest } from "#server/views/answer-digest.ts";

export const dynamic = "force-dynamic";

/** Whether a report or a link of a chain with this digest was made here. Whoever asks has it already. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ digest: string }> },
): Promise<Response> {
  return answerDigest(appDeps(), (await params).digest);
}
