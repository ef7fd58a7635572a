import { AutoPosts, ComponentShow, StatusLook, type StatusPageDetail } from "#contracts/status-page.ts";
import { pageUrlOf } from "#domain/status/page-url.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { findDomain } from "#server/store/status-domain-store.ts";
import { findDetailRow, listLayoutSections } from "#server/store/status-page-view-store.ts";
import { listComponentStates } from "./component-states.ts";
import { describeDomain } from "./describe-domain.ts";
import type { PageViewDeps } from "./page-view-deps.ts";

/** Whoever is held to tags sees all components, and of their monitors only their own. */
export async function getPage(deps: PageViewDeps, actor: Actor, id: string): Promise<StatusPageDetail> {
  const row = await findDetailRow(deps.sql, { workspaceId: actor.workspaceId, id });
  if (!row) throw new AppError("not_found", "There is no such status page.");
  const [sections, domain] = await Promise.all([
    listLayoutSections(deps.sql, { pageId: id, scope: scopeOf(actor) }),
    findDomain(deps.sql, id),
  ]);
  const components = sections.flatMap((section) => section.components);
  const states = await listComponentStates(
    deps,
    components.map((component) => ({ id: component.id, pageId: id })),
  );
  const { appUrl } = deps.auth;
  return {
    ...row,
    publishAt: row.publishAt?.getTime() ?? null,
    publishedAt: row.publishedAt?.getTime() ?? null,
    look: StatusLook.parse(row.look),
    autoPosts: AutoPosts.parse(row.autoPosts),
    url: pageUrlOf(appUrl, { slug: row.slug, domain: domain?.verifiedAt ? domain.domain : null }),
    domain: domain && describeDomain(domain, appUrl),
    assets: row.assets.map(({ kind, hash }) => ({
      kind,
      url: `/api/status-pages/${id}/assets/${kind}?v=${hash}`,
    })),
    sections: sections.map((section) => ({
      ...section,
      components: section.components.map((component) => ({
        ...component,
        show: ComponentShow.parse(component.show),
        state: states.get(component.id) ?? "unknown",
      })),
    })),
  };
}
