import { uuidv7 } from "uuidv7";
import type { Locale } from "#contracts/locale.ts";
import type { AutoPosts } from "#contracts/status-page.ts";
import type { Db } from "#server/store/prisma.ts";

type StatusPageSpec = {
  workspaceId: string;
  /** By public name, the internal ids of the monitors behind it. */
  components: Readonly<Record<string, readonly number[]>>;
  autoPosts?: AutoPosts;
  locale?: Locale;
  state?: "draft" | "published";
};
export type MadeStatusPage = { id: string; slug: string; componentIds: Record<string, string> };

/** A published page with one section. */
export async function aStatusPage(db: Db, spec: StatusPageSpec): Promise<MadeStatusPage> {
  const { workspaceId, components, autoPosts = "publish", locale = "en", state = "published" } = spec;
  const id = uuidv7();
  const slug = `page-${id.slice(-12)}`;
  const sectionId = uuidv7();
  const rows = Object.entries(components).map(([name, monitorIds], position) => ({
    id: uuidv7(),
    pageId: id,
    position,
    name,
    monitors: { create: monitorIds.map((monitorId) => ({ monitorId })) },
  }));
  await db.statusPage.create({
    data: { id, workspaceId, slug, title: "Acme", state, autoPosts, look: { locale } },
  });
  await db.statusSection.create({ data: { id: sectionId, pageId: id, position: 0 } });
  for (const row of rows) await db.statusComponent.create({ data: { ...row, sectionId } });
  return { id, slug, componentIds: Object.fromEntries(rows.map((row) => [row.name, row.id])) };
}
