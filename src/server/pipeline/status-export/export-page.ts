import type { StatusAssetKind } from "#contracts/status-page.ts";
import type { StatusSnapshot } from "#contracts/status-snapshot.ts";
import type { Sql } from "#server/store/prisma.ts";
import { findPageGate, findServedAsset } from "#server/store/status-snapshot-store.ts";
import { buildSnapshot } from "#server/views/status/build-snapshot.ts";
import { exportFiles } from "#status/export-files.ts";
import { type FolderFile, writeFolder } from "./write-folder.ts";

export type ExportDeps = { sql: Sql; appUrl: string; now: () => Date };

/** Files are open to whoever finds them: a page that is not public, or a draft, is never written. */
export type Exported =
  | { kind: "written"; files: number; changed: number }
  | { kind: "missing" }
  | { kind: "not_public" };

export async function exportPage(
  deps: ExportDeps,
  { slug, folder }: { slug: string; folder: string },
): Promise<Exported> {
  const gate = await findPageGate(deps.sql, { kind: "slug", slug });
  if (gate === null) return { kind: "missing" };
  if (gate.state !== "published" || gate.access.kind !== "public") return { kind: "not_public" };
  const built = await buildSnapshot(deps, gate, null);
  if (built === null) return { kind: "missing" };

  const pages = exportFiles(built.snapshot, deps.now().getTime());
  const texts = pages.map(({ path, text }) => ({ path, bytes: Buffer.from(text) }));
  const files = [
    ...texts,
    ...(await readAssets(deps.sql, { pageId: gate.pageId, snapshot: built.snapshot })),
  ];
  return { kind: "written", files: files.length, changed: await writeFolder(folder, files) };
}

const NAMED = /^\/?(asset\/(logo|logo-dark|favicon)-([0-9a-f]+))$/;

async function readAssets(
  sql: Sql,
  { pageId, snapshot }: { pageId: string; snapshot: StatusSnapshot },
): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  for (const kind of Object.keys(snapshot.page.assets) as StatusAssetKind[]) {
    const [, path, , hash] = NAMED.exec(snapshot.page.assets[kind] ?? "") ?? [];
    if (path === undefined || hash === undefined) continue;
    const asset = await findServedAsset(sql, { pageId, kind, hash });
    if (asset) files.push({ path, bytes: asset.bytes });
  }
  return files;
}
