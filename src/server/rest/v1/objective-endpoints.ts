import type { BacktestListItem } from "#contracts/backtest.ts";
import { ObjectiveInput, type ObjectiveView } from "#contracts/objective.ts";
import {
  RestBacktest,
  RestBacktestInput,
  RestBacktestItem,
  RestExclusionInput,
  RestObjective,
  RestObjectiveItem,
  RestObjectiveReplacement,
  RestReport,
  RestReportInput,
  RestReportItem,
  RestReportQuery,
} from "#contracts/rest/rest-objective.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { isoOf, withTimes } from "../with-times.ts";

const tag = "Objectives and reports";
const scopes = ["monitors:write"] as const;
const backtests = "Backtests";

export const objectiveEndpoints = restRouter({
  list: endpoint("GET /objectives", { tag, scopes: ["read"], summary: "List objectives with their budgets" })
    .output(pageOf(RestObjectiveItem))
    .query(async ({ ctx }) => ({
      data: (await ctx.api.objective.list()).map(restObjectiveOf),
      nextCursor: null,
    })),
  create: endpoint("POST /objectives", {
    tag,
    scopes,
    status: 201,
    location: "/objectives/{id}",
    summary: "Create an objective",
  })
    .input(ObjectiveInput)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.objective.create(input)),
  get: endpoint("GET /objectives/{id}", { tag, scopes: ["read"], summary: "Get an objective" })
    .input(ById)
    .output(RestObjective)
    .query(async ({ ctx, input }) => {
      const objective = await ctx.api.objective.get(input);
      const exclusions = objective.exclusions.map((one) => withTimes(one, ["startsAt", "endsAt", "at"]));
      return { ...restObjectiveOf(objective), exclusions };
    }),
  replace: endpoint("PUT /objectives/{id}", { tag, scopes, summary: "Replace an objective" })
    .input(RestObjectiveReplacement)
    .output(Reference)
    .mutation(({ ctx, input: { id, ...input } }) => ctx.api.objective.update({ id, input })),
  delete: endpoint("DELETE /objectives/{id}", { tag, scopes, summary: "Delete an objective" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.objective.delete(input)),
  exclude: endpoint("POST /objectives/{id}/exclusions", {
    tag,
    scopes,
    status: 201,
    summary: "Exclude a time that does not count",
  })
    .input(RestExclusionInput)
    .output(Reference)
    .mutation(({ ctx, input: { id, startsAt, endsAt, reason } }) =>
      ctx.api.objective.exclude({
        objectiveId: id,
        startsAt: Date.parse(startsAt),
        endsAt: Date.parse(endsAt),
        reason,
      }),
    ),
  include: endpoint("DELETE /exclusions/{id}", { tag, scopes, summary: "Let an excluded time count again" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.objective.include(input)),
  makeReport: endpoint("POST /objectives/{id}/reports", {
    tag,
    scopes,
    status: 201,
    location: "/reports/{id}",
    summary: "Make a month's report",
  })
    .input(RestReportInput)
    .output(Reference)
    .mutation(({ ctx, input: { id, month } }) => ctx.api.objective.makeReport({ objectiveId: id, month })),
  reports: endpoint("GET /reports", { tag, scopes: ["read"], summary: "List reports" })
    .input(RestReportQuery)
    .output(pageOf(RestReportItem))
    .query(async ({ ctx, input }) => {
      const reports = await ctx.api.objective.reports({ objectiveId: input.objectiveId ?? null });
      return { data: reports.map((report) => withTimes(report, ["madeAt"])), nextCursor: null };
    }),
  report: endpoint("GET /reports/{id}", {
    tag,
    scopes: ["read"],
    summary: "Get a report",
    description: "Sealed by `digest`, and so as it was made: its times are epoch milliseconds.",
  })
    .input(ById)
    .output(RestReport)
    .query(({ ctx, input }) => ctx.api.objective.report(input)),
  backtests: endpoint("GET /backtests", { tag: backtests, scopes: ["read"], summary: "List backtests" })
    .output(pageOf(RestBacktestItem))
    .query(async ({ ctx }) => ({
      data: (await ctx.api.backtest.list()).map(restBacktestOf),
      nextCursor: null,
    })),
  startBacktest: endpoint("POST /backtests", {
    tag: backtests,
    scopes,
    status: 201,
    location: "/backtests/{id}",
    summary: "Replay stored checks under other rules",
    description: "92 days at most. Ask for it again until `status` is not running.",
  })
    .input(RestBacktestInput)
    .output(Reference)
    .mutation(({ ctx, input: { from, to, ...input } }) =>
      ctx.api.backtest.start({ ...input, fromMs: Date.parse(from), toMs: Date.parse(to) }),
    ),
  getBacktest: endpoint("GET /backtests/{id}", {
    tag: backtests,
    scopes: ["read"],
    summary: "Get a backtest with its alerts",
  })
    .input(ById)
    .output(RestBacktest)
    .query(async ({ ctx, input }) => {
      const { result, ...backtest } = await ctx.api.backtest.get(input);
      const alerts = (result?.alerts ?? []).map((one) => withTimes(one, ["presentAt", "newAt", "endedAt"]));
      return { ...restBacktestOf(backtest), result: result && { ...result, alerts } };
    }),
  cancelBacktest: endpoint("POST /backtests/{id}/cancel", {
    tag: backtests,
    scopes,
    summary: "Cancel a backtest",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.backtest.cancel(input)),
});

function restObjectiveOf({ input, budget, ...objective }: ObjectiveView) {
  const { fromMs, toMs, endsAtMs } = budget;
  return {
    ...objective,
    config: input,
    budget: { ...budget, from: isoOf(fromMs), to: isoOf(toMs), endsAt: isoOf(endsAtMs) },
  };
}

function restBacktestOf({ input, ...backtest }: BacktestListItem) {
  const { monitorIds, policy, fromMs, toMs } = input;
  return {
    ...withTimes(backtest, ["createdAt"]),
    monitorIds,
    policy,
    from: isoOf(fromMs),
    to: isoOf(toMs),
  };
}
