import * as z from "zod";
import { endOtherSessions } from "#server/actions/session/end-other-sessions.ts";
import { endSession } from "#server/actions/session/end-session.ts";
import { getReader } from "#server/views/get-reader.ts";
import { listSessionViews } from "#server/views/list-sessions.ts";
import { router, userProcedure } from "../init.ts";

export const sessionRouter = router({
  /** `workspace` is null for a person who belongs to none. */
  me: userProcedure.query(({ ctx: { actor, identity } }) => ({
    userId: identity.userId,
    email: identity.email,
    name: identity.name,
    sessionId: identity.sessionId,
    workspace: actor && {
      id: actor.workspaceId,
      name: actor.workspaceName,
      role: actor.role,
      tags: actor.tags,
    },
  })),
  /** In which language, zone and manner the person reads. */
  reader: userProcedure.query(({ ctx }) => getReader(ctx.deps, ctx.identity)),
  list: userProcedure.query(({ ctx }) => listSessionViews(ctx.deps, ctx.identity)),
  revoke: userProcedure
    .input(z.strictObject({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => endSession(ctx.deps, ctx, input.sessionId)),
  revokeOthers: userProcedure.mutation(({ ctx }) => endOtherSessions(ctx.deps, ctx)),
  signOut: userProcedure.mutation(({ ctx }) => endSession(ctx.deps, ctx, ctx.identity.sessionId)),
});
