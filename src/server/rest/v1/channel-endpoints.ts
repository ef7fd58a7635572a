import type { ChannelView } from "#contracts/channel.ts";
import {
  RestChannel,
  RestChannelInput,
  RestChannelKind,
  RestChannelReplacement,
  RestChannelTest,
  RestEscalationPolicy,
  RestOnCallSchedule,
} from "#contracts/rest/rest-channel.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { withTimes } from "../with-times.ts";

const tag = "Channels";
const scopes = ["channels:write"] as const;

export const channelEndpoints = restRouter({
  list: endpoint("GET /channels", { tag, scopes: ["read"], summary: "List channels" })
    .output(pageOf(RestChannel))
    .query(async ({ ctx }) => ({
      data: (await ctx.api.channel.list()).map(restChannelOf),
      nextCursor: null,
    })),
  kinds: endpoint("GET /channel-kinds", {
    tag,
    scopes: ["read"],
    summary: "List the kinds of channels and their fields",
  })
    .output(pageOf(RestChannelKind))
    .query(async ({ ctx }) => ({ data: await ctx.api.channel.kinds(), nextCursor: null })),
  create: endpoint("POST /channels", {
    tag,
    scopes,
    status: 201,
    location: "/channels/{id}",
    summary: "Create a channel",
  })
    .input(RestChannelInput)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.channel.create(input)),
  get: endpoint("GET /channels/{id}", { tag, scopes: ["read"], summary: "Get a channel" })
    .input(ById)
    .output(RestChannel)
    .query(async ({ ctx, input: { id } }) => {
      const found = (await ctx.api.channel.list()).find((channel) => channel.id === id);
      if (!found) throw new AppError("not_found", "There is no such channel.");
      return restChannelOf(found);
    }),
  replace: endpoint("PUT /channels/{id}", {
    tag,
    scopes,
    summary: "Replace a channel's settings",
    description: "A secret that is left out keeps its value, null removes it.",
  })
    .input(RestChannelReplacement)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.channel.update(input)),
  delete: endpoint("DELETE /channels/{id}", { tag, scopes, summary: "Delete a channel" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.channel.delete(input)),
  enable: endpoint("POST /channels/{id}/enable", { tag, scopes, summary: "Switch a channel on" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.channel.enable({ ...input, enabled: true })),
  disable: endpoint("POST /channels/{id}/disable", { tag, scopes, summary: "Switch a channel off" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.channel.enable({ ...input, enabled: false })),
  test: endpoint("POST /channels/{id}/test", {
    tag,
    scopes,
    summary: "Send a test message",
    description: "Answers 200 also when it was not sent: `sent` and `reason` say so.",
  })
    .input(ById)
    .output(RestChannelTest)
    .mutation(async ({ ctx, input }) => {
      const result = await ctx.api.channel.test(input);
      return {
        sent: result.kind === "sent",
        reason: "reason" in result ? result.reason : null,
        status: result.response?.status ?? null,
        latencyMs: result.response?.latencyMs ?? null,
      };
    }),
  escalation: endpoint("GET /escalation-policies", {
    tag: "On call",
    scopes: ["read"],
    summary: "List escalation policies",
  })
    .output(pageOf(RestEscalationPolicy))
    .query(async ({ ctx }) => ({ data: await ctx.api.escalation.list(), nextCursor: null })),
  onCall: endpoint("GET /on-call", {
    tag: "On call",
    scopes: ["read"],
    summary: "List on-call schedules with who is on call",
  })
    .output(pageOf(RestOnCallSchedule))
    .query(async ({ ctx }) => {
      const schedules = await ctx.api.onCall.list();
      const data = schedules.map((schedule) => ({
        ...schedule,
        overrides: schedule.overrides.map((one) => withTimes(one, ["startsAt", "endsAt"])),
        turns: schedule.turns.map((one) => withTimes(one, ["startsAt", "endsAt"])),
      }));
      return { data, nextCursor: null };
    }),
});

function restChannelOf({ lastDelivery, ...channel }: ChannelView) {
  return {
    ...withTimes(channel, ["openUntil", "createdAt"]),
    lastDelivery: lastDelivery && withTimes(lastDelivery, ["at"]),
  };
}
