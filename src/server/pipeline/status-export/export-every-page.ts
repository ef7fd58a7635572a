import { join } from "node:path";
import { listPublicSlugs } from "#server/store/status-export-store.ts";
import { type ExportDeps, exportPage } from "./export-page.ts";

/** Each public page into a folder of its slug. Answers how many files changed. */
export async function exportEveryPage(deps: ExportDeps, folder: string): Promise<number> {
  let changed = 0;
  for (const slug of await listPublicSlugs(deps.sql)) {
    const exported = await exportPage(deps, { slug, folder: join(folder, slug) });
    if (exported.kind === "written") changed += exported.changed;
  }
  return changed;
}
