import {
  RestPost,
  RestPostInput,
  RestPostPublication,
  RestPostQuery,
  RestPostUpdateInput,
  RestStatusPage,
  RestStatusPageItem,
  RestSubscribed,
  RestSubscriber,
  RestSubscriberInput,
  RestSubscriberQuery,
} from "#contracts/rest/rest-status-page.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import type { PostView } from "#contracts/status-post.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { withTimes } from "../with-times.ts";

const tag = "Status pages";
const scopes = ["status_pages:write"] as const;

export const statusPageEndpoints = restRouter({
  list: endpoint("GET /status-pages", { tag, scopes: ["read"], summary: "List status pages" })
    .output(pageOf(RestStatusPageItem))
    .query(async ({ ctx }) => {
      const pages = await ctx.api.statusPage.list();
      return { data: pages.map((page) => withTimes(page, ["publishAt"])), nextCursor: null };
    }),
  get: endpoint("GET /status-pages/{id}", {
    tag,
    scopes: ["read"],
    summary: "Get a status page with its components",
  })
    .input(ById)
    .output(RestStatusPage)
    .query(async ({ ctx, input }) =>
      withTimes(await ctx.api.statusPage.get(input), ["publishAt", "publishedAt"]),
    ),
  posts: endpoint("GET /status-pages/{id}/posts", { tag, scopes: ["read"], summary: "List a page's posts" })
    .input(RestPostQuery)
    .output(pageOf(RestPost))
    .query(async ({ ctx, input: { id, ...query } }) => {
      const { posts, next } = await ctx.api.statusPost.list({ pageId: id, ...query });
      return { data: posts.map(restPostOf), nextCursor: next };
    }),
  createPost: endpoint("POST /status-pages/{id}/posts", {
    tag,
    scopes,
    status: 201,
    location: "/status-posts/{id}",
    summary: "Write a post",
    description: "A draft unless `publish` says otherwise.",
  })
    .input(RestPostInput)
    .output(Reference)
    .mutation(({ ctx, input: { id, startsAt, endsAt, publish, ...input } }) =>
      ctx.api.statusPost.create({
        pageId: id,
        input: {
          ...input,
          ...(startsAt !== undefined && { startsAt: Date.parse(startsAt) }),
          ...(endsAt !== undefined && { endsAt: msOf(endsAt) }),
          publish: publish.kind === "at" ? { kind: "at", at: Date.parse(publish.at) } : publish,
        },
      }),
    ),
  getPost: endpoint("GET /status-posts/{id}", { tag, scopes: ["read"], summary: "Get a post" })
    .input(ById)
    .output(RestPost)
    .query(async ({ ctx, input }) => restPostOf(await ctx.api.statusPost.get(input))),
  updatePost: endpoint("POST /status-posts/{id}/updates", {
    tag,
    scopes,
    status: 201,
    summary: "Add an update to a post",
    description: "Components that are not named stay as they are.",
  })
    .input(RestPostUpdateInput)
    .output(Reference)
    .mutation(({ ctx, input: { id, endsAt, ...input } }) =>
      ctx.api.statusPost.addUpdate({
        id,
        input: { ...input, ...(endsAt !== undefined && { endsAt: msOf(endsAt) }) },
      }),
    ),
  publishPost: endpoint("POST /status-posts/{id}/publish", { tag, scopes, summary: "Publish a post" })
    .input(RestPostPublication)
    .output(Reference)
    .mutation(({ ctx, input: { id, at, notify } }) => {
      const when = at === undefined ? { kind: "now" as const } : { kind: "at" as const, at: Date.parse(at) };
      return ctx.api.statusPost.publish({ id, publication: { ...when, notify } });
    }),
  deletePost: endpoint("DELETE /status-posts/{id}", { tag, scopes, summary: "Delete a post" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.statusPost.delete(input)),
  subscribers: endpoint("GET /status-pages/{id}/subscribers", {
    tag,
    scopes: ["read", "status_pages:write"],
    summary: "List a page's subscribers",
  })
    .input(RestSubscriberQuery)
    .output(pageOf(RestSubscriber))
    .query(async ({ ctx, input: { id, search = "", state, cursor = null } }) => {
      const filter = { pageId: id, search, state, cursor };
      const { items, nextCursor } = await ctx.api.statusSubscriber.list(filter);
      return { data: items.map((one) => withTimes(one, ["createdAt", "confirmedAt"])), nextCursor };
    }),
  subscribe: endpoint("POST /status-pages/{id}/subscribers", {
    tag,
    scopes,
    status: 201,
    summary: "Add a subscriber",
    description: "An e-mail address is asked to confirm it.",
  })
    .input(RestSubscriberInput)
    .output(RestSubscribed)
    .mutation(({ ctx, input: { id, ...input } }) => ctx.api.statusSubscriber.add({ pageId: id, ...input })),
  unsubscribe: endpoint("DELETE /subscribers/{id}", { tag, scopes, summary: "Remove a subscriber" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.statusSubscriber.remove(input)),
});

function msOf(moment: string | null): number | null {
  return moment === null ? null : Date.parse(moment);
}

function restPostOf(post: PostView) {
  return {
    ...withTimes(post, ["startsAt", "endsAt", "publishedAt", "publishAt"]),
    updates: post.updates.map((update) => withTimes(update, ["at"])),
  };
}
