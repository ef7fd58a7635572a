import { listRegionViews } from "#server/views/list-regions.ts";
import { router, viewerProcedure } from "../init.ts";

export const regionRouter = router({
  list: viewerProcedure.query(({ ctx }) => listRegionViews(ctx.deps, ctx.actor)),
});
