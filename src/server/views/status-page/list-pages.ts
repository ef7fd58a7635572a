import type { StatusPageListItem } from "#contracts/status-page.ts";
import { worstState } from "#domain/status/component-state.ts";
import { pageUrlOf } from "#domain/status/page-url.ts";
import type { Actor } from "#server/auth/actor.ts";
import { listPageRows } from "#server/store/status-page-view-store.ts";
import { listComponentStates } from "./component-states.ts";
import type { PageViewDeps } from "./page-view-deps.ts";

/** In order of title. Whoever is a member sees all of them: they are made for others to see. */
export async function listPages(deps: PageViewDeps, actor: Actor): Promise<StatusPageListItem[]> {
  const rows = await listPageRows(deps.sql, { workspaceId: actor.workspaceId, at: deps.now() });
  const states = await listComponentStates(
    deps,
    rows.flatMap(({ id: pageId, componentIds }) => componentIds.map((id) => ({ id, pageId }))),
  );
  return rows.map(({ publishAt, domain, componentIds, ...row }) => ({
    ...row,
    publishAt: publishAt?.getTime() ?? null,
    url: pageUrlOf(deps.auth.appUrl, { slug: row.slug, domain }),
    components: componentIds.length,
    worst: worstState(componentIds.map((id) => states.get(id) ?? "unknown")),
  }));
}
