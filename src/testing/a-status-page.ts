import { uuidv7 } from "uuidv7";
import {
  type AutoPosts,
  ComponentShow,
  type StatusAccess,
  StatusLook,
  type StatusPageState,
} from "#contracts/status-page.ts";
import type { ComponentState, PostImpact, PostKind, PostState } from "#contracts/status-post.ts";
import type { Db } from "#server/store/prisma.ts";

type ComponentSpec = { name: string; monitorIds?: readonly number[]; show?: Partial<ComponentShow> };

export type StatusPageSpec = {
  workspaceId: string;
  slug?: string;
  title?: string;
  state?: StatusPageState;
  look?: Partial<StatusLook>;
  access?: StatusAccess;
  autoPosts?: AutoPosts;
  passwordHash?: string;
  /** Proven. */
  domain?: string;
  components?: readonly ComponentSpec[];
};

export type MadeStatusPage = { id: string; slug: string; components: Record<string, string> };

/** A published page with one section, as the actions leave it. Answers its id and those of its components by name. */
export async function aStatusPage(db: Db, spec: StatusPageSpec): Promise<MadeStatusPage> {
  const [id, sectionId] = [uuidv7(), uuidv7()];
  const { workspaceId, title = "Acme Cloud", state = "published", access = { kind: "public" } } = spec;
  const slug = spec.slug ?? `page-${id.slice(-12)}`;
  const at = new Date("2026-01-01T00:00:00Z");
  await db.statusPage.create({
    data: {
      id,
      workspaceId,
      slug,
      title,
      state,
      access,
      look: StatusLook.parse(spec.look ?? {}),
      ...(spec.autoPosts !== undefined && { autoPosts: spec.autoPosts }),
      passwordHash: spec.passwordHash ?? null,
      publishedAt: state === "published" ? at : null,
      sections: { create: { id: sectionId, position: 0, name: "Services" } },
      ...(spec.domain !== undefined && {
        domain: { create: { domain: spec.domain, proof: "proof", verifiedAt: at } },
      }),
    },
  });
  const components: Record<string, string> = {};
  for (const [position, { name, monitorIds = [], show }] of (spec.components ?? []).entries()) {
    const componentId = uuidv7();
    components[name] = componentId;
    await db.statusComponent.create({
      data: {
        id: componentId,
        pageId: id,
        sectionId,
        position,
        name,
        show: ComponentShow.parse(show ?? {}),
        monitors: { create: monitorIds.map((monitorId) => ({ monitorId })) },
      },
    });
  }
  return { id, slug, components };
}

export type PostSpec = {
  pageId: string;
  kind?: PostKind;
  title?: string;
  state?: PostState;
  impact?: PostImpact;
  startsAt: number;
  endsAt?: number;
  /** Null: a draft. */
  publishedAt?: number | null;
  components?: readonly { id: string; impact: ComponentState }[];
  body?: string;
};

export async function aStatusPost(db: Db, spec: PostSpec): Promise<string> {
  const id = uuidv7();
  const { kind = "incident", state = "investigating", startsAt, publishedAt = startsAt } = spec;
  await db.statusPost.create({
    data: {
      id,
      pageId: spec.pageId,
      kind,
      title: spec.title ?? "Something is wrong",
      state,
      impact: spec.impact ?? "minor",
      startsAt: new Date(startsAt),
      endsAt: spec.endsAt === undefined ? null : new Date(spec.endsAt),
      publishedAt: publishedAt === null ? null : new Date(publishedAt),
      components: {
        create: (spec.components ?? []).map((one) => ({ componentId: one.id, impact: one.impact })),
      },
      updates: {
        create: { id: uuidv7(), at: new Date(startsAt), state, body: spec.body ?? "We look into it." },
      },
    },
  });
  return id;
}
