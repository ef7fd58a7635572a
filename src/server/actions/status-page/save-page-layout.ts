import { uuidv7 } from "uuidv7";
import type { StatusLayout } from "#contracts/status-page.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listMonitorIds } from "#server/store/maintenance-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import { findLayout, type StoredLayout, saveLayout } from "#server/store/status-layout-store.ts";
import { savePage } from "#server/store/status-page-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { recordCommand } from "../monitor/in-transaction.ts";
import { changePage, type PageAnswer } from "./change-page.ts";

const MAX_COMPONENTS = 500;

/** Everything that the page shows, in order. What keeps its id keeps its posts and its history. */
export function savePageLayout(
  deps: ActionDeps,
  caller: Caller,
  { id, layout }: { id: string; layout: StatusLayout },
): Promise<PageAnswer> {
  return changePage(deps, { caller, id }, async (tx, page) => {
    const at = deps.now();
    const before = await findLayout(tx, id);
    requireOwn(layout, before);
    const monitorIds = await findMonitors(tx, caller, layout);
    const after = store(layout, monitorIds);
    await saveLayout(tx, { id, layout: after });
    await savePage(tx, { id, at, change: {} });
    const detail = {
      before: { title: page.title, ...describe(before) },
      after: describe(after),
    };
    await recordCommand(tx, caller, { action: "status_page.layout", subject: id, at, detail });
    return { id };
  });
}

/** An id is one of this page's, once. */
function requireOwn(layout: StatusLayout, before: StoredLayout): void {
  const components = layout.flatMap((section) => section.components);
  if (components.length > MAX_COMPONENTS) {
    throw new AppError("limit_reached", `A page has ${MAX_COMPONENTS} components at most.`);
  }
  requireKnown(layout, new Set(before.sections.map(({ id }) => id)));
  requireKnown(components, new Set(before.components.map(({ id }) => id)));
}

function requireKnown(rows: readonly { id?: string | undefined }[], known: Set<string>): void {
  for (const { id } of rows) {
    // Taken out once found: the same id twice would be two places for one row.
    if (id === undefined || known.delete(id)) continue;
    throw new AppError(
      "invalid",
      "Somebody else has changed this page meanwhile: a part of it does not exist any more. Load it again.",
      { field: "layout" },
    );
  }
}

async function findMonitors(tx: Tx, caller: Caller, layout: StatusLayout): Promise<Map<string, number>> {
  const publicIds = [
    ...new Set(layout.flatMap(({ components }) => components.flatMap(({ monitorIds }) => monitorIds))),
  ];
  const found = await listMonitorIds(tx, { scope: scopeOf(caller.actor), publicIds });
  if (found.size === publicIds.length) return found;
  throw new AppError("invalid", "One of these monitors does not exist any more. Choose again.", {
    field: "layout",
  });
}

function store(layout: StatusLayout, monitorIds: ReadonlyMap<string, number>): StoredLayout {
  const sections = layout.map(({ id, name, collapsed, components }) => ({
    section: { id: id ?? uuidv7(), name, collapsed },
    components,
  }));
  return {
    sections: sections.map(({ section }) => section),
    components: sections.flatMap(({ section, components }) =>
      components.map(({ id, monitorIds: publicIds, ...texts }) => ({
        ...texts,
        id: id ?? uuidv7(),
        sectionId: section.id,
        monitorIds: [...new Set(publicIds)].flatMap((publicId) => monitorIds.get(publicId) ?? []),
      })),
    ),
  };
}

/** For the audit. */
function describe({ sections, components }: StoredLayout) {
  return {
    sections: sections.length,
    components: components.map(({ name }) => name),
  };
}
