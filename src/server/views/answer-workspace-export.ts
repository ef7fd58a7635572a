import { admitExport, answerExport, type ExportDeps, recordExport } from "#server/auth/admit-export.ts";
import { answerDownload } from "#server/runtime/download.ts";
import type { Sql } from "#server/store/prisma.ts";
import { exportWorkspace } from "./export-workspace.ts";

export function answerWorkspaceExport(deps: ExportDeps & { sql: Sql }, request: Request): Promise<Response> {
  return answerExport(async () => {
    const caller = await admitExport(deps, request, { path: "workspace.export", freshProof: true });
    const { workspaceId, workspaceName } = caller.actor;
    const at = deps.now();
    await recordExport(deps, caller, { action: "workspace.export", at });
    const name = `uptick-${workspaceName}-${at.toISOString().slice(0, 10)}.ndjson`;
    const type = "application/x-ndjson; charset=utf-8";
    return answerDownload(deps, { name, type, chunks: exportWorkspace(deps, workspaceId) });
  });
}
