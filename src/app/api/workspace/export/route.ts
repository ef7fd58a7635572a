import { answerWorkspaceExport } from "#server/actions/workspace/answer-workspace-export.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export function POST(request: Request): Promise<Response> {
  return answerWorkspaceExport(appDeps(), request);
}
