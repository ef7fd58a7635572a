import * as z from "zod";
import { rotateHeartbeatToken } from "#server/actions/heartbeat/rotate-token.ts";
import { getHeartbeat } from "#server/views/get-heartbeat.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });

export const heartbeatRouter = router({
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getHeartbeat(ctx.deps, ctx.actor, input.id)),
  rotateToken: editorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => rotateHeartbeatToken(ctx.deps, ctx, input.id)),
});
