import { env } from "#env";
import type { Deps } from "#server/runtime/deps.ts";
import { exportEveryPage } from "./export-every-page.ts";

/** Does nothing unless STATUS_EXPORT_DIR names a folder. */
export async function exportByCron({ pool, clock, settings }: Deps): Promise<number> {
  const { STATUS_EXPORT_DIR: folder } = env();
  if (folder === undefined) return 0;
  return exportEveryPage({ sql: pool, appUrl: settings.appUrl, now: () => new Date(clock()) }, folder);
}
