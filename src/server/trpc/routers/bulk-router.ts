import * as z from "zod";
import { BulkInput } from "#contracts/bulk.ts";
import { cancelBulk } from "#server/actions/bulk/cancel-bulk.ts";
import { startBulk } from "#server/actions/bulk/start-bulk.ts";
import { undoBulk } from "#server/actions/bulk/undo-bulk.ts";
import { findCurrentBulkRun, getBulkRun } from "#server/views/get-bulk.ts";
import { memberEditorProcedure, memberViewerProcedure, router } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });

/** A run belongs to a person: a program calls the monitor's own procedures. */
export const bulkRouter = router({
  start: memberEditorProcedure.input(BulkInput).mutation(({ ctx, input }) => startBulk(ctx.deps, ctx, input)),
  get: memberViewerProcedure.input(ById).query(({ ctx, input }) => getBulkRun(ctx.deps, ctx.actor, input.id)),
  current: memberViewerProcedure.query(({ ctx }) => findCurrentBulkRun(ctx.deps, ctx.actor)),
  cancel: memberEditorProcedure.input(ById).mutation(({ ctx, input }) => cancelBulk(ctx.deps, ctx, input.id)),
  undo: memberEditorProcedure.input(ById).mutation(({ ctx, input }) => undoBulk(ctx.deps, ctx, input.id)),
});
