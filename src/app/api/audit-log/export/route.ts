import { answerAuditExport } from "#server/actions/audit-log/answer-audit-export.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export function POST(request: Request): Promise<Response> {
  return answerAuditExport(appDeps(), request);
}
