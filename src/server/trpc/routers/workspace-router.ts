import * as z from "zod";
import { Policy } from "#contracts/policy.ts";
import { setWorkspacePolicy } from "#server/actions/workspace/set-workspace-policy.ts";
import { getWorkspacePolicy } from "#server/views/get-alert-rules.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

export const workspaceRouter = router({
  policy: viewerProcedure.query(({ ctx }) => getWorkspacePolicy(ctx.deps, ctx.actor)),
  setPolicy: editorProcedure
    .input(z.object({ policy: Policy }))
    .mutation(({ ctx, input }) => setWorkspacePolicy(ctx.deps, ctx, input.policy)),
});
