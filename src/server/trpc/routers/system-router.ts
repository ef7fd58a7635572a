import { getSystemOverview } from "#server/views/get-system-overview.ts";
import { router, viewerProcedure } from "../init.ts";

export const systemRouter = router({
  overview: viewerProcedure.query(({ ctx }) => getSystemOverview(ctx.deps, ctx.actor)),
});
