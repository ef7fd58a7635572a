import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { answerAccountExport } from "#server/views/answer-account-export.ts";

export const dynamic = "force-dynamic";

export const GET = withRequest({ route: "/api/account/export", kind: "expensive" }, (request: Request) => {
  return answerAccountExport(appDeps(), request);
});
