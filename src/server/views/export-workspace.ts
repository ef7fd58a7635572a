import { EXPORT_PARTS, listExportRows } from "#server/store/export-store.ts";
import type { Sql } from "#server/store/prisma.ts";

const PAGE = 500;

/**
 * Everything of a workspace but secrets and single readings, as lines of JSON. Page by page, so that a slow reader holds
 * no connection and a large workspace no memory.
 */
export async function* exportWorkspace(
  deps: { sql: Sql },
  workspaceId: string,
): AsyncGenerator<string, void, undefined> {
  for (const part of EXPORT_PARTS) {
    let after: string | null = null;
    for (;;) {
      const rows = await listExportRows(deps.sql, { part, workspaceId, after, limit: PAGE });
      if (rows.length > 0) {
        yield rows.map(({ row }) => `${JSON.stringify({ type: part.type, ...row })}\n`).join("");
      }
      after = rows.at(-1)?.key ?? null;
      if (rows.length < PAGE) break;
    }
  }
}
