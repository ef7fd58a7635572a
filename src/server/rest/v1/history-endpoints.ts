import type { LatencyPoint, LatencySeries } from "#contracts/latency.ts";
import { RestIncidentItem } from "#contracts/rest/rest-incident.ts";
import {
  RestGap,
  RestGapQuery,
  RestHeartbeat,
  RestLatency,
  RestLatencyQuery,
  RestTick,
  RestTickQuery,
  RestTransition,
  RestUptime,
} from "#contracts/rest/rest-monitor.ts";
import { ById, pageOf } from "#contracts/rest/rest-values.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { isoOf, withTimes } from "../with-times.ts";
import { restIncidentItemOf } from "./incident-endpoints.ts";
import { restTransitionOf } from "./monitor-endpoints.ts";

const tag = "History";
const scopes = ["read"] as const;

/** What was measured of a monitor. */
export const historyEndpoints = restRouter({
  ticks: endpoint("GET /monitors/{id}/ticks", {
    tag,
    scopes,
    summary: "List a monitor's checks",
    description: "Newest first. Phases are microseconds, null where they did not happen or cannot be seen.",
  })
    .input(RestTickQuery)
    .output(pageOf(RestTick))
    .query(async ({ ctx, input: { from, to, ...query } }) => {
      const { items, nextCursor } = await ctx.api.monitor.ticks({
        ...query,
        ...(from !== undefined && { fromMs: Date.parse(from) }),
        ...(to !== undefined && { toMs: Date.parse(to) }),
      });
      return { data: items.map((tick) => withTimes(tick, ["at"])), nextCursor };
    }),
  uptime: endpoint("GET /monitors/{id}/uptime", {
    tag,
    scopes,
    summary: "Get a monitor's uptime",
    description:
      "90 UTC days, and periods of 1, 7, 30, 90 and 365 days up to now. Ratios are without maintenance.",
  })
    .input(ById)
    .output(RestUptime)
    .query(async ({ ctx, input }) => {
      const { days, periods } = await ctx.api.monitor.uptime(input);
      return {
        days: days.map((day) => withTimes(day, ["at"])),
        periods: periods.map((period) => ({ ...period, from: isoOf(period.fromMs) })),
      };
    }),
  latency: endpoint("GET /monitors/{id}/latency", {
    tag,
    scopes,
    summary: "Get a monitor's response times",
    description: "Of the last `hours` (24 unless you say), or from … to: 400 days at most.",
  })
    .input(RestLatencyQuery)
    .output(RestLatency)
    .query(async ({ ctx, input }) => restLatencyOf(await ctx.api.monitor.latency(spanOf(input)))),
  transitions: endpoint("GET /monitors/{id}/transitions", {
    tag,
    scopes,
    summary: "List a monitor's changes of verdict",
    description: "Newest first.",
  })
    .input(ById)
    .output(pageOf(RestTransition))
    .query(async ({ ctx, input }) => {
      const transitions = await ctx.api.monitor.transitions(input);
      return { data: transitions.map(restTransitionOf), nextCursor: null };
    }),
  gaps: endpoint("GET /monitors/{id}/gaps", {
    tag,
    scopes,
    summary: "List checks that did not happen, and why",
  })
    .input(RestGapQuery)
    .output(pageOf(RestGap))
    .query(async ({ ctx, input }) => {
      const gaps = await ctx.api.monitor.gaps(input);
      const data = gaps.map((gap) => ({ ...gap, from: isoOf(gap.fromAt), to: isoOf(gap.toAt) }));
      return { data, nextCursor: null };
    }),
  incidents: endpoint("GET /monitors/{id}/incidents", {
    tag,
    scopes,
    summary: "List a monitor's newest incidents",
  })
    .input(ById)
    .output(pageOf(RestIncidentItem))
    .query(async ({ ctx, input }) => {
      const { incidents } = await ctx.api.incident.ofMonitor(input);
      return { data: incidents.map(restIncidentItemOf), nextCursor: null };
    }),
  heartbeat: endpoint("GET /monitors/{id}/heartbeat", {
    tag,
    scopes,
    summary: "Get the runs of a heartbeat, and the address that its job calls",
  })
    .input(ById)
    .output(RestHeartbeat)
    .query(async ({ ctx, input }) => {
      const heartbeat = await ctx.api.heartbeat.get(input);
      return {
        ...withTimes(heartbeat, ["dueAt", "deadlineAt", "lastPingAt", "startedAt"]),
        runs: heartbeat.runs.map((run) => withTimes(run, ["dueAt", "startedAt", "endedAt"])),
      };
    }),
});

type Asked = { id: string; hours?: number | undefined; from?: string | undefined; to?: string | undefined };

function spanOf({ id, hours, from, to }: Asked) {
  if (from === undefined && to === undefined) return { id, hours: hours ?? 24 };
  if (from === undefined || to === undefined || hours !== undefined) {
    throw new AppError("invalid", "Give hours, or from and to.", {
      field: from === undefined ? "from" : "to",
    });
  }
  return { id, fromMs: Date.parse(from), toMs: Date.parse(to) };
}

function restLatencyOf({ series, all, marks, ...rest }: LatencySeries) {
  const points = (list: LatencyPoint[]) => list.map((point) => withTimes(point, ["at"]));
  return {
    ...rest,
    from: isoOf(rest.fromMs),
    to: isoOf(rest.toMs),
    series: series.map((one) => ({ region: one.region, points: points(one.points) })),
    all: points(all),
    marks: marks.map((mark) => ({ ...mark, from: isoOf(mark.fromMs), to: isoOf(mark.toMs) })),
  };
}
