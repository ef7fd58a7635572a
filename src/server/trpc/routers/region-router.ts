import {
  LocationChoice,
  LocationDeletion,
  LocationInput,
  LocationRenaming,
  LocationSwitch,
} from "#contracts/private-location.ts";
import { createRegion } from "#server/actions/region/create-region.ts";
import { deleteRegion } from "#server/actions/region/delete-region.ts";
import { enableRegion } from "#server/actions/region/enable-region.ts";
import { renameRegion } from "#server/actions/region/rename-region.ts";
import { rotateRegionToken } from "#server/actions/region/rotate-region-token.ts";
import { listLocationViews } from "#server/views/list-locations.ts";
import { listRegionViews } from "#server/views/list-regions.ts";
import { adminProcedure, router, viewerProcedure } from "../init.ts";

export const regionRouter = router({
  list: viewerProcedure.query(({ ctx }) => listRegionViews(ctx.deps, ctx.actor)),
  locations: viewerProcedure.query(({ ctx }) => listLocationViews(ctx.deps, ctx.actor)),
  create: adminProcedure
    .input(LocationInput)
    .mutation(({ ctx, input }) => createRegion(ctx.deps, ctx, input)),
  rename: adminProcedure
    .input(LocationRenaming)
    .mutation(({ ctx, input }) => renameRegion(ctx.deps, ctx, input)),
  rotateToken: adminProcedure
    .input(LocationChoice)
    .mutation(({ ctx, input }) => rotateRegionToken(ctx.deps, ctx, input.code)),
  enable: adminProcedure
    .input(LocationSwitch)
    .mutation(({ ctx, input }) => enableRegion(ctx.deps, ctx, input)),
  delete: adminProcedure
    .input(LocationDeletion)
    .mutation(({ ctx, input }) => deleteRegion(ctx.deps, ctx, input)),
});
