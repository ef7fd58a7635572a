import * as z from "zod";
import { Locale } from "../locale.ts";
import { StatusPageState } from "../status-page.ts";
import {
  AffectedComponent,
  ComponentState,
  PostBody,
  PostFilter,
  PostImpact,
  PostKind,
  PostState,
  PostTitle,
} from "../status-post.ts";
import { SubscriberAddress, SubscriberKind } from "../status-subscriber.ts";
import { At, Cursor, limitOf, Moment, RestId } from "./rest-values.ts";

export const RestStatusPageItem = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    state: StatusPageState,
    publishAt: At.nullable(),
    access: z.enum(["public", "password", "email", "network", "members"]),
    url: z.string(),
    components: z.number(),
    subscribers: z.number(),
    worst: ComponentState,
    openPosts: z.number(),
    drafts: z.number(),
  })
  .meta({ id: "StatusPageItem" });

export const RestStatusPage = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    description: z.string(),
    state: StatusPageState,
    publishAt: At.nullable(),
    publishedAt: At.nullable(),
    url: z.string(),
    sections: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        components: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            description: z.string(),
            state: ComponentState,
            monitors: z.array(z.object({ id: z.uuid(), name: z.string() })),
          }),
        ),
      }),
    ),
    subscribers: z.number(),
  })
  .meta({ id: "StatusPage" });

export const RestPostQuery = z.strictObject({
  id: RestId,
  filter: PostFilter.default("open"),
  cursor: Cursor.optional(),
  limit: limitOf(50, 20),
});
export const RestPostInput = z.strictObject({
  id: RestId,
  kind: PostKind,
  title: PostTitle,
  state: PostState,
  impact: PostImpact,
  startsAt: Moment.optional(),
  endsAt: Moment.nullable().optional(),
  body: PostBody,
  components: z.array(AffectedComponent).max(500).default([]),
  publish: z
    .discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("now") }),
      z.strictObject({ kind: z.literal("draft") }),
      z.strictObject({ kind: z.literal("at"), at: Moment }),
    ])
    .default({ kind: "draft" }),
  notify: z.boolean().default(true),
  incidentId: RestId.optional(),
});
export const RestPostUpdateInput = z.strictObject({
  id: RestId,
  state: PostState,
  impact: PostImpact.optional(),
  body: PostBody,
  components: z.array(AffectedComponent).max(500).optional(),
  endsAt: Moment.nullable().optional(),
  notify: z.boolean().default(true),
});
export const RestPostPublication = z.strictObject({
  id: RestId,
  at: Moment.optional().meta({ description: "Left out: now." }),
  notify: z.boolean().default(true),
});
export const RestPost = z
  .object({
    id: z.uuid(),
    pageId: z.uuid(),
    kind: PostKind,
    title: z.string(),
    state: PostState,
    impact: PostImpact,
    startsAt: At,
    endsAt: At.nullable(),
    publishedAt: At.nullable(),
    publishAt: At.nullable(),
    isAutomatic: z.boolean(),
    url: z.string(),
    incidentId: z.uuid().nullable(),
    components: z.array(z.object({ id: z.uuid(), name: z.string(), impact: ComponentState })),
    updates: z.array(
      z.object({
        id: z.uuid(),
        at: At,
        state: PostState,
        body: z.string(),
        by: z.string().nullable(),
        notify: z.boolean(),
        told: z.number(),
      }),
    ),
  })
  .meta({ id: "StatusPost" });

export const RestSubscriberQuery = z.strictObject({
  id: RestId,
  search: z.string().trim().max(100).optional(),
  state: z.enum(["all", "waiting", "confirmed", "off"]).default("all"),
  cursor: z.uuid().optional().meta({ description: "`nextCursor` of the page before." }),
});
export const RestSubscriber = z
  .object({
    id: z.uuid(),
    kind: SubscriberKind,
    label: z.string(),
    state: z.enum(["waiting", "confirmed", "off"]),
    offBecause: z.string().nullable(),
    components: z.array(z.string()),
    leastImpact: PostImpact,
    locale: Locale,
    createdAt: At,
    confirmedAt: At.nullable(),
  })
  .meta({ id: "Subscriber" });
export const RestSubscriberInput = z.strictObject({
  id: RestId,
  to: SubscriberAddress,
  locale: Locale.default("en"),
});
export const RestSubscribed = z
  .object({ result: z.enum(["check_mail", "confirmed"]) })
  .meta({ id: "Subscribed" });
