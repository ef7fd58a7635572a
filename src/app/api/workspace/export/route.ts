import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { answerWorkspaceExport } from "#server/views/answer-workspace-export.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const POST = withRequest({ route: "/api/workspace/export", kind: "expensive" }, (request: Request) => {
  return answerWorkspaceExport(appDeps(), request);
});
