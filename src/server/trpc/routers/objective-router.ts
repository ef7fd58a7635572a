import * as z from "zod";
import { ExclusionInput, Month, ObjectiveInput } from "#contracts/objective.ts";
import { addExclusion, removeExclusion } from "#server/actions/objective/change-exclusion.ts";
import { createObjective } from "#server/actions/objective/create-objective.ts";
import { deleteObjective } from "#server/actions/objective/delete-objective.ts";
import { makeMonthReport } from "#server/actions/objective/make-month-report.ts";
import { updateObjective } from "#server/actions/objective/update-objective.ts";
import { getSlaReport, listSlaReports } from "#server/views/get-sla-report.ts";
import { getObjective, listObjectives } from "#server/views/list-objectives.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });

export const objectiveRouter = router({
  list: viewerProcedure.query(({ ctx }) => listObjectives(ctx.deps, ctx.actor)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getObjective(ctx.deps, ctx.actor, input.id)),
  create: sharedEditorProcedure
    .input(ObjectiveInput)
    .mutation(({ ctx, input }) => createObjective(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(z.strictObject({ id: Id, input: ObjectiveInput }))
    .mutation(({ ctx, input }) => updateObjective(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteObjective(ctx.deps, ctx, input.id)),
  exclude: sharedEditorProcedure
    .input(ExclusionInput)
    .mutation(({ ctx, input }) => addExclusion(ctx.deps, ctx, input)),
  include: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => removeExclusion(ctx.deps, ctx, input.id)),
  makeReport: sharedEditorProcedure
    .input(z.strictObject({ objectiveId: Id, month: Month }))
    .mutation(({ ctx, input }) => makeMonthReport(ctx.deps, ctx, input)),
  reports: viewerProcedure
    .input(z.strictObject({ objectiveId: Id.nullable() }))
    .query(({ ctx, input }) => listSlaReports(ctx.deps, ctx.actor, input.objectiveId)),
  report: viewerProcedure.input(ById).query(({ ctx, input }) => getSlaReport(ctx.deps, ctx.actor, input.id)),
});
