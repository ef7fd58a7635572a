import { AuditFilter, AuditFormat } from "#contracts/audit-log.ts";
import { admitExport, answerExport, type ExportDeps, recordExport } from "#server/auth/admit-export.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { answerDownload } from "#server/runtime/download.ts";
import { exportAuditLog } from "./export-audit-log.ts";
import type { ViewDeps } from "./view-deps.ts";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** A form with `format` and, as JSON, `filter`. */
export function answerAuditExport(deps: ExportDeps & ViewDeps, request: Request): Promise<Response> {
  return answerExport(async () => {
    const caller = await admitExport(deps, request, { path: "auditLog.export" });
    const { filter, format } = await readForm(request);
    const at = deps.now();
    await recordExport(deps, caller, { action: "audit_log.export", at, detail: { format, filter } });
    const name = `uptick-audit-${at.toISOString().slice(0, 10)}.${format}`;
    const chunks = exportAuditLog(deps, caller.actor, { filter, format });
    return answerDownload(deps, { name, type: TYPES[format], chunks });
  });
}

async function readForm(request: Request): Promise<{ filter: AuditFilter; format: AuditFormat }> {
  try {
    const form = await request.formData();
    const filter = AuditFilter.parse(JSON.parse(String(form.get("filter") ?? "{}")));
    return { filter, format: AuditFormat.parse(form.get("format")) };
  } catch (cause) {
    throw new AppError("invalid", "The form is not complete.", { cause });
  }
}
