import { PaletteQuery } from "#contracts/palette.ts";
import { searchEverything } from "#server/views/search-palette.ts";
import { memberViewerProcedure, router } from "../init.ts";

export const paletteRouter = router({
  search: memberViewerProcedure
    .input(PaletteQuery)
    .query(({ ctx, input }) => searchEverything(ctx.deps, ctx.actor, input)),
});
