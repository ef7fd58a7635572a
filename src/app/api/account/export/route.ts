import { appDeps } from "#server/trpc/app-deps.ts";
import { answerAccountExport } from "#server/views/answer-account-export.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return answerAccountExport(appDeps(), request);
}
