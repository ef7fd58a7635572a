import type { AuditEntryView, AuditFilter, AuditFormat } from "#contracts/audit-log.ts";
import type { Actor } from "#server/auth/actor.ts";
import { writeCsv } from "#server/runtime/write-csv.ts";
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
  yield isCsv ? writeCsv([FIELDS]) : "[";
  let cursor: string | undefined;
  let isFirst = true;
  do {
    const page = await listAuditLog(deps, actor, { filter, cursor, limit: PAGE });
    if (page.items.length > 0) {
      const comma = isFirst ? "\n" : ",\n";
      yield isCsv ? writeCsv(page.items.map(rowOf)) : comma + page.items.map(objectOf).join(",\n");
      isFirst = false;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  if (!isCsv) yield "\n]\n";
}

function rowOf(entry: AuditEntryView): unknown[] {
  const { at, actor, action, subject, address, userAgent, detail } = entry;
  const details = detail === null ? "" : JSON.stringify(detail);
  return [new Date(at).toISOString(), actor, action, subject, address, userAgent, details];
}

function objectOf({ at, ...entry }: AuditEntryView): string {
  return JSON.stringify({ at: new Date(at).toISOString(), ...entry });
}
