import { appDeps } from "#server/trpc/app-deps.ts";
import { answerMissing } from "#server/views/status/answer-status.ts";

export const dynamic = "force-dynamic";

/** Whatever else is asked of a page, also by a domain of its own, is as absent as a page that is not there. */
export async function GET(request: Request): Promise<Response> {
  return answerMissing(appDeps(), request);
}
