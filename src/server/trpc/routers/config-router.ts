import { ConfigApplyInput, ConfigExportInput, ConfigPlanInput } from "#contracts/config-plan.ts";
import { applyConfig } from "#server/actions/config/apply-config.ts";
import { planConfig } from "#server/actions/config/plan-config.ts";
import { exportConfig } from "#server/views/export-config.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

export const configRouter = router({
  export: viewerProcedure
    .input(ConfigExportInput)
    .query(({ ctx, input }) => exportConfig(ctx.deps, ctx.actor, input)),
  /** A mutation because a document is too long for an address; it changes nothing. */
  plan: viewerProcedure.input(ConfigPlanInput).mutation(({ ctx, input }) => planConfig(ctx.deps, ctx, input)),
  /** tRPC keeps the name `apply` for itself. */
  run: sharedEditorProcedure
    .input(ConfigApplyInput)
    .mutation(({ ctx, input }) => applyConfig(ctx.deps, ctx, input)),
});
