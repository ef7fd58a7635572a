import type { ImportedHistory } from "#contracts/imported-history.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listImportedDays } from "#server/store/imported-day-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

const SHOWN_DAYS = 365;

/** Null for a monitor that was not brought in, or without history. */
export async function getImportedHistory(
  deps: ViewDeps,
  actor: Actor,
  id: string,
): Promise<ImportedHistory | null> {
  const { id: monitorId } = await getMonitorHead(deps, actor, id);
  const rows = await listImportedDays(deps.sql, { monitorId, limit: SHOWN_DAYS });
  const [first] = rows;
  if (!first) return null;
  return { product: first.product, days: rows.map(({ product: _product, ...day }) => day) };
}
