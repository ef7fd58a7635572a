import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";
import { answerAuditExport } from "#server/views/answer-audit-export.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const POST = withRequest({ route: "/api/audit-log/export", kind: "expensive" }, (request: Request) => {
  return answerAuditExport(appDeps(), request);
});
