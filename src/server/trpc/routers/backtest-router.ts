import * as z from "zod";
import { BacktestInput } from "#contracts/backtest.ts";
import { cancelBacktest } from "#server/actions/backtest/cancel-backtest.ts";
import { startBacktest } from "#server/actions/backtest/start-backtest.ts";
import { getBacktest, listBacktests } from "#server/views/get-backtest.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });

export const backtestRouter = router({
  list: viewerProcedure.query(({ ctx }) => listBacktests(ctx.deps, ctx.actor)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getBacktest(ctx.deps, ctx.actor, input.id)),
  start: editorProcedure
    .input(BacktestInput)
    .mutation(({ ctx, input }) => startBacktest(ctx.deps, ctx, input)),
  cancel: editorProcedure.input(ById).mutation(({ ctx, input }) => cancelBacktest(ctx.deps, ctx, input.id)),
});
