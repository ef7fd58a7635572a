import { answerOpenApi } from "#server/rest/answer-openapi.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Response {
  return answerOpenApi(request, appDeps().auth.appUrl);
}
