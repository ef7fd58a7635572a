import * as z from "zod";
import { OAuthProviderId } from "#contracts/sign-in.ts";
import { confirmLink, declineLink, startLink } from "#server/actions/sign-in/link-identity.ts";
import { unlinkIdentity } from "#server/actions/sign-in/unlink-identity.ts";
import { listSignInMethods } from "#server/views/list-sign-in-methods.ts";
import { router, userProcedure } from "../init.ts";

const Provider = z.strictObject({ provider: OAuthProviderId });
const LinkedIdentity = z.strictObject({ provider: OAuthProviderId, subject: z.string().min(1).max(500) });

/** The identities at other providers that sign a person in. */
export const signInMethodRouter = router({
  list: userProcedure.query(({ ctx }) => listSignInMethods(ctx.deps, ctx.identity)),
  startLink: userProcedure
    .input(Provider)
    .mutation(({ ctx, input }) => startLink(ctx.deps, ctx, input.provider)),
  confirmLink: userProcedure.mutation(({ ctx }) => confirmLink(ctx.deps, ctx)),
  declineLink: userProcedure.mutation(({ ctx }) => declineLink(ctx.deps, ctx)),
  unlink: userProcedure
    .input(LinkedIdentity)
    .mutation(({ ctx, input }) => unlinkIdentity(ctx.deps, ctx, input)),
});
