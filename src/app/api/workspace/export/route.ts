import { appDeps } from "#server/trpc/app-deps.ts";
import { answerWorkspaceExport } from "#server/views/answer-workspace-export.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export function POST(request: Request): Promise<Response> {
  return answerWorkspaceExport(appDeps(), request);
}
