import Papa from "papaparse";
import type { AuditEntryView, AuditFilter, AuditFormat } from "#contracts/audit-log.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listAuditLog } from "./list-audit-log.ts";
import type { ViewDeps } from "./view-deps.ts";

const PAGE = 500;
const FIELDS = ["at", "actor", "action", "subject", "address", "device", "detail"];

/** The whole log, or what the filter leaves of it: newest first, page by page. */
export async function* exportAuditLog(
  deps: ViewDeps,
  actor: Pick<Actor, "workspaceId">,
  { filter, format }: { filter: AuditFilter; format: AuditFormat },
): AsyncGenerator<string, void, undefined> {
  const isCsv = format === "csv";
  yield isCsv ? line([FIELDS]) : "[";
  let cursor: string | undefined;
  let isFirst = true;
  do {
    const page = await listAuditLog(deps, actor, { filter, cursor, limit: PAGE });
    if (page.items.length > 0) {
      const comma = isFirst ? "\n" : ",\n";
      yield isCsv ? line(page.items.map(rowOf)) : comma + page.items.map(objectOf).join(",\n");
      isFirst = false;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (!isCsv) yield "\n]\n";
}

/** The package's own pattern lets a formula through that has a line break in it. */
const FORMULA = /^[=+\-@\t\r]/;

/** Whoever opens the file in a spreadsheet must not run what somebody typed as a name. */
function line(rows: unknown[][]): string {
  return `${Papa.unparse(rows, { escapeFormulae: FORMULA, newline: "\r\n" })}\r\n`;
}

function rowOf(entry: AuditEntryView): unknown[] {
  const { at, actor, action, subject, address, userAgent, detail } = entry;
  const details = detail === null ? "" : JSON.stringify(detail);
  return [new Date(at).toISOString(), actor, action, subject, address, userAgent, details];
}

function objectOf({ at, ...entry }: AuditEntryView): string {
  return JSON.stringify({ at: new Date(at).toISOString(), ...entry });
}
