import * as z from "zod";
import { ImportedHistoryInput } from "#contracts/imported-history.ts";
import { addImportedHistory } from "#server/actions/imported/add-imported-history.ts";
import { getImportedHistory } from "#server/views/get-imported-history.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

export const importedRouter = router({
  get: viewerProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => getImportedHistory(ctx.deps, ctx.actor, input.id)),
  add: sharedEditorProcedure
    .input(ImportedHistoryInput)
    .mutation(({ ctx, input }) => addImportedHistory(ctx.deps, ctx, input)),
});
