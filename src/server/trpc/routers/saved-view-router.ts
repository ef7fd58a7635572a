import * as z from "zod";
import { SavedViewInput } from "#contracts/saved-view.ts";
import {
  createSavedView,
  deleteSavedView,
  updateSavedView,
} from "#server/actions/saved-view/change-saved-view.ts";
import { listSavedViews } from "#server/views/list-saved-views.ts";
import { memberViewerProcedure, router } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });

export const savedViewRouter = router({
  list: memberViewerProcedure.query(({ ctx }) => listSavedViews(ctx.deps, ctx.actor)),
  create: memberViewerProcedure
    .input(SavedViewInput)
    .mutation(({ ctx, input }) => createSavedView(ctx.deps, ctx, input)),
  update: memberViewerProcedure
    .input(SavedViewInput.extend({ id: z.uuid() }))
    .mutation(({ ctx, input }) => updateSavedView(ctx.deps, ctx, input)),
  delete: memberViewerProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteSavedView(ctx.deps, ctx, input.id)),
});
