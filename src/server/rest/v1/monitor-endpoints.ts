import {
  RestChannelChoice,
  RestChannelIds,
  RestCheckAsked,
  RestExplanation,
  RestMonitor,
  RestMonitorInput,
  RestMonitorItem,
  RestMonitorPatch,
  RestMonitorQuery,
  RestMonitorReplacement,
  RestRules,
  RestRulesInput,
  RestTag,
} from "#contracts/rest/rest-monitor.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import type { MonitorDetail, TransitionView } from "#contracts/view.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { requireRevision, revisionOf } from "../revision.ts";
import { isoOf, withTimes } from "../with-times.ts";

const tag = "Monitors";
const scopes = ["monitors:write"] as const;

export const monitorEndpoints = restRouter({
  list: endpoint("GET /monitors", {
    tag,
    scopes: ["read"],
    summary: "List monitors",
    description:
      "Within `status`, `tag`, `kind` and `region` any will do; everything that is asked for must hold.",
  })
    .input(RestMonitorQuery)
    .output(pageOf(RestMonitorItem))
    .query(async ({ ctx, input }) => {
      const { items, nextCursor } = await ctx.api.monitor.list(input);
      return { data: items.map((item) => withTimes(item, ["since", "lastCheckAt"])), nextCursor };
    }),
  create: endpoint("POST /monitors", {
    tag,
    scopes,
    status: 201,
    location: "/monitors/{id}",
    summary: "Create a monitor",
  })
    .input(RestMonitorInput)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.monitor.create(input)),
  get: endpoint("GET /monitors/{id}", { tag, scopes: ["read"], summary: "Get a monitor" })
    .input(ById)
    .output(RestMonitor)
    .query(async ({ ctx, input }) => restMonitorOf(await ctx.api.monitor.get(input))),
  replace: endpoint("PUT /monitors/{id}", {
    tag,
    scopes,
    takesIfMatch: true,
    summary: "Replace a monitor's configuration",
    description: "With If-Match the key needs `read`, too.",
  })
    .input(RestMonitorReplacement)
    .output(Reference)
    .mutation(async ({ ctx, input: { id, ...input } }) => {
      if (ctx.ifMatch !== null) requireRevision(await ctx.api.monitor.get({ id }), ctx.ifMatch);
      return ctx.api.monitor.update({ id, input });
    }),
  patch: endpoint("PATCH /monitors/{id}", {
    tag,
    scopes: ["read", "monitors:write"],
    takesIfMatch: true,
    summary: "Change parts of a monitor's configuration",
    description: "What is left out stays as it is. `check` is replaced as a whole.",
  })
    .input(RestMonitorPatch)
    .output(Reference)
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      const monitor = await ctx.api.monitor.get({ id });
      if (ctx.ifMatch !== null) requireRevision(monitor, ctx.ifMatch);
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      return ctx.api.monitor.update({ id, input: { ...monitor.input, ...Object.fromEntries(given) } });
    }),
  delete: endpoint("DELETE /monitors/{id}", {
    tag,
    scopes,
    summary: "Delete a monitor",
    description: "With everything that was measured.",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.monitor.delete(input)),
  pause: endpoint("POST /monitors/{id}/pause", { tag, scopes, summary: "Pause a monitor" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.monitor.pause(input)),
  resume: endpoint("POST /monitors/{id}/resume", { tag, scopes, summary: "Resume a monitor" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.monitor.resume(input)),
  check: endpoint("POST /monitors/{id}/check", {
    tag,
    scopes,
    status: 202,
    summary: "Check a monitor now",
    description: "From all its regions; six a minute. The results are among its ticks.",
  })
    .input(ById)
    .output(RestCheckAsked)
    .mutation(async ({ ctx, input }) => withTimes(await ctx.api.monitor.checkNow(input), ["at"])),
  explain: endpoint("GET /monitors/{id}/explanation", {
    tag,
    scopes: ["read"],
    summary: "Explain a monitor's verdict",
    description: "What each region saw last, the rules that decide, and what has changed.",
  })
    .input(ById)
    .output(RestExplanation)
    .query(async ({ ctx, input }) => {
      const [monitor, rules, transitions] = await Promise.all([
        ctx.api.monitor.get(input),
        ctx.api.monitor.rules(input),
        ctx.api.monitor.transitions(input),
      ]);
      const { sentences, warnings } = rules;
      return {
        ...restMonitorOf(monitor),
        rules: sentences,
        warnings,
        transitions: transitions.slice(0, 20).map(restTransitionOf),
      };
    }),
  getRules: endpoint("GET /monitors/{id}/rules", {
    tag,
    scopes: ["read"],
    summary: "Get a monitor's alert rules",
  })
    .input(ById)
    .output(RestRules)
    .query(({ ctx, input }) => ctx.api.monitor.rules(input)),
  setRules: endpoint("PUT /monitors/{id}/rules", {
    tag,
    scopes,
    summary: "Replace a monitor's alert rules",
    description: "`policy` null: the workspace's.",
  })
    .input(RestRulesInput)
    .output(Reference)
    .mutation(({ ctx, input: { id, ...rules } }) => ctx.api.monitor.setRules({ id, rules })),
  getChannels: endpoint("GET /monitors/{id}/channels", {
    tag,
    scopes: ["read"],
    summary: "Get which channels a monitor tells",
  })
    .input(ById)
    .output(RestChannelIds)
    .query(async ({ ctx, input }) => ({ channelIds: await ctx.api.channel.ofMonitor(input) })),
  setChannels: endpoint("PUT /monitors/{id}/channels", {
    tag,
    scopes,
    summary: "Choose which channels a monitor tells",
  })
    .input(RestChannelChoice)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.monitor.setChannels(input)),
  tags: endpoint("GET /tags", { tag, scopes: ["read"], summary: "List the tags of monitors" })
    .output(pageOf(RestTag))
    .query(async ({ ctx }) => ({ data: await ctx.api.monitor.tags(), nextCursor: null })),
});

export function restTransitionOf(row: TransitionView) {
  return withTimes(row, ["at", "decidedAt"]);
}

function restMonitorOf(monitor: MonitorDetail) {
  const { input, readings, findings, openIncident } = monitor;
  return {
    ...withTimes(monitor, ["since", "createdAt"]),
    config: input,
    revision: revisionOf(monitor),
    readings: readings.map((reading) => ({
      ...reading,
      lastTick: reading.lastTick && { ...reading.lastTick, at: isoOf(reading.lastTick.at) },
    })),
    findings: findings.map((finding) => withTimes(finding, ["seenAt"])),
    openIncident: openIncident && withTimes(openIncident, ["openedAt"]),
  };
}
