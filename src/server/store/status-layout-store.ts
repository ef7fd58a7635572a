import type { ComponentShow } from "#contracts/status-page.ts";
import type { Tx } from "./prisma.ts";

export type StoredSection = { id: string; name: string; collapsed: boolean };
/** `monitorIds` are internal. */
export type StoredComponent = {
  id: string;
  sectionId: string;
  name: string;
  description: string;
  show: ComponentShow;
  monitorIds: readonly number[];
};
/** Both in order; a component's place is told by its section's components alone. */
export type StoredLayout = { sections: readonly StoredSection[]; components: readonly StoredComponent[] };

export async function findLayout(tx: Tx, pageId: string): Promise<StoredLayout> {
  const sections = await tx.statusSection.findMany({
    where: { pageId },
    orderBy: { position: "asc" },
    select: { id: true, name: true, collapsed: true },
  });
  const rows = await tx.statusComponent.findMany({
    where: { pageId },
    orderBy: { position: "asc" },
    include: { monitors: { select: { monitorId: true } } },
  });
  const components = rows.map(({ id, sectionId, name, description, show, monitors }) => ({
    id,
    sectionId,
    name,
    description,
    show: show as ComponentShow,
    monitorIds: monitors.map(({ monitorId }) => monitorId),
  }));
  return { sections, components };
}

/** What is not in it any more goes, with what posts said of it. Its rows must be the page's own, or new. */
export async function saveLayout(tx: Tx, page: { id: string; layout: StoredLayout }): Promise<void> {
  const { sections, components } = page.layout;
  const sectionIds = sections.map(({ id }) => id);
  const componentIds = components.map(({ id }) => id);
  await tx.statusComponent.deleteMany({ where: { pageId: page.id, id: { notIn: componentIds } } });
  await saveSections(tx, page.id, sections);
  await saveComponents(tx, page.id, components);
  // Last: a component that moved out of a section must not go with it.
  await tx.statusSection.deleteMany({ where: { pageId: page.id, id: { notIn: sectionIds } } });
  await tx.statusComponentMonitor.deleteMany({ where: { componentId: { in: componentIds } } });
  await tx.statusComponentMonitor.createMany({
    data: components.flatMap(({ id, monitorIds }) =>
      monitorIds.map((monitorId) => ({ componentId: id, monitorId })),
    ),
  });
}

async function saveSections(tx: Tx, pageId: string, sections: readonly StoredSection[]): Promise<void> {
  const rows = JSON.stringify(sections.map((section, position) => ({ ...section, position })));
  await tx.$executeRaw`
    INSERT INTO status_section (id, page_id, position, name, collapsed)
    SELECT id, ${pageId}::uuid, position, name, collapsed
    FROM jsonb_to_recordset(${rows}::jsonb) AS row(id uuid, position int, name text, collapsed boolean)
    ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name, collapsed = excluded.collapsed
    WHERE status_section.page_id = excluded.page_id`;
}

async function saveComponents(tx: Tx, pageId: string, components: readonly StoredComponent[]): Promise<void> {
  const rows = JSON.stringify(components.map((component, position) => ({ ...component, position })));
  await tx.$executeRaw`
    INSERT INTO status_component (id, page_id, section_id, position, name, description, show)
    SELECT id, ${pageId}::uuid, "sectionId", position, name, description, show
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS row(id uuid, "sectionId" uuid, position int, name text, description text, show jsonb)
    ON CONFLICT (id) DO UPDATE SET section_id = excluded.section_id, position = excluded.position,
      name = excluded.name, description = excluded.description, show = excluded.show
    WHERE status_component.page_id = excluded.page_id`;
}
