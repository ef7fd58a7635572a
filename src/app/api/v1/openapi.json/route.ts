import { answerOpenApi } from "#server/rest/answer-openapi.ts";
import { refuseRest } from "#server/rest/refuse-rest.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest(
  { route: "/api/v1/openapi.json", kind: "app", refuse: refuseRest },
  (request: Request) => answerOpenApi(request, appDeps().auth.appUrl),
);
