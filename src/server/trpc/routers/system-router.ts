import * as z from "zod";
import { getAudit } from "#server/views/get-audit.ts";
import { getSystemHealth } from "#server/views/get-system-health.ts";
import { getSystemOverview } from "#server/views/get-system-overview.ts";
import { getWorkspaceMetrics } from "#server/views/metrics/get-workspace-metrics.ts";
import { router, viewerProcedure } from "../init.ts";

export const systemRouter = router({
  overview: viewerProcedure.query(({ ctx }) => getSystemOverview(ctx.deps, ctx.actor)),
  health: viewerProcedure.query(({ ctx }) => getSystemHealth(ctx.deps, ctx.actor)),
  metrics: viewerProcedure.query(({ ctx }) => getWorkspaceMetrics(ctx.deps, ctx.actor)),
  audit: viewerProcedure
    .input(z.strictObject({ hours: z.number().int().min(1).max(48) }))
    .query(({ ctx, input }) => getAudit(ctx.deps, ctx.actor, input.hours)),
});
