import * as z from "zod";
import { CalendarSpan, MaintenanceInput, MaintenanceTiming } from "#contracts/maintenance.ts";
import { createMaintenance } from "#server/actions/maintenance/create-maintenance.ts";
import { deleteMaintenance } from "#server/actions/maintenance/delete-maintenance.ts";
import { endMaintenance } from "#server/actions/maintenance/end-maintenance.ts";
import { renewHook } from "#server/actions/maintenance/renew-hook.ts";
import { updateMaintenance } from "#server/actions/maintenance/update-maintenance.ts";
import {
  listCalendar,
  listMaintenance,
  listUpcomingMaintenance,
  previewMaintenance,
} from "#server/views/list-maintenance.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });

export const maintenanceRouter = router({
  list: viewerProcedure.query(({ ctx }) => listMaintenance(ctx.deps, ctx.actor)),
  upcoming: viewerProcedure.query(({ ctx }) => listUpcomingMaintenance(ctx.deps, ctx.actor)),
  calendar: viewerProcedure
    .input(CalendarSpan)
    .query(({ ctx, input }) => listCalendar(ctx.deps, ctx.actor, input)),
  preview: viewerProcedure
    .input(z.strictObject({ timing: MaintenanceTiming }))
    .query(({ ctx, input }) => previewMaintenance(ctx.deps, input.timing)),
  create: editorProcedure
    .input(MaintenanceInput)
    .mutation(({ ctx, input }) => createMaintenance(ctx.deps, ctx, input)),
  update: editorProcedure
    .input(z.strictObject({ id: Id, input: MaintenanceInput }))
    .mutation(({ ctx, input }) => updateMaintenance(ctx.deps, ctx, input)),
  delete: editorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteMaintenance(ctx.deps, ctx, input.id)),
  end: editorProcedure.input(ById).mutation(({ ctx, input }) => endMaintenance(ctx.deps, ctx, input.id)),
  renewHook: editorProcedure.input(ById).mutation(({ ctx, input }) => renewHook(ctx.deps, ctx, input.id)),
});
