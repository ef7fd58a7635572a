import { appDeps } from "#server/trpc/app-deps.ts";
import { answerAuditExport } from "#server/views/answer-audit-export.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export function POST(request: Request): Promise<Response> {
  return answerAuditExport(appDeps(), request);
}
