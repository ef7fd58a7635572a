import * as z from "zod";
import { endSession } from "#server/actions/session/end-session.ts";
import { listSessionViews } from "#server/views/list-sessions.ts";
import { router, viewerProcedure } from "../init.ts";

export const sessionRouter = router({
  me: viewerProcedure.query(({ ctx: { actor } }) => ({
    userId: actor.userId,
    email: actor.email,
    name: actor.name,
    workspace: { id: actor.workspaceId, name: actor.workspaceName },
    role: actor.role,
    sessionId: actor.sessionId,
  })),
  list: viewerProcedure.query(({ ctx }) => listSessionViews(ctx.deps, ctx.actor)),
  revoke: viewerProcedure
    .input(z.object({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx, input.sessionId)),
  signOut: viewerProcedure.mutation(({ ctx }) => endSession(ctx.deps, ctx, ctx.actor.sessionId)),
});
