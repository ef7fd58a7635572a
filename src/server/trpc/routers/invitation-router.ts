import * as z from "zod";
import { InvitationInput, InvitationToken, InvitedSignUp } from "#contracts/member.ts";
import { acceptInvitation, acceptOwnInvitation } from "#server/actions/invitation/accept-invitation.ts";
import { createInvitation } from "#server/actions/invitation/create-invitation.ts";
import { resendInvitation } from "#server/actions/invitation/resend-invitation.ts";
import { revokeInvitation } from "#server/actions/invitation/revoke-invitation.ts";
import { signUpInvited } from "#server/actions/invitation/sign-up-invited.ts";
import { listOwnInvitations } from "#server/views/list-own-invitations.ts";
import { listInvitationViews } from "#server/views/list-team.ts";
import { previewInvitation } from "#server/views/preview-invitation.ts";
import { adminProcedure, publicProcedure, router, userProcedure } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });
const ByToken = z.strictObject({ token: InvitationToken });

export const invitationRouter = router({
  list: adminProcedure.query(({ ctx }) => listInvitationViews(ctx.deps, ctx.actor)),
  create: adminProcedure
    .input(InvitationInput)
    .mutation(({ ctx, input }) => createInvitation(ctx.deps, ctx, input)),
  resend: adminProcedure.input(ById).mutation(({ ctx, input }) => resendInvitation(ctx.deps, ctx, input.id)),
  revoke: adminProcedure.input(ById).mutation(({ ctx, input }) => revokeInvitation(ctx.deps, ctx, input.id)),
  preview: publicProcedure
    .input(ByToken)
    .query(({ ctx, input }) => previewInvitation(ctx.deps, ctx, input.token)),
  signUp: publicProcedure
    .input(InvitedSignUp)
    .mutation(({ ctx, input }) => signUpInvited(ctx.deps, ctx, input)),
  accept: userProcedure
    .input(ByToken)
    .mutation(({ ctx, input }) => acceptInvitation(ctx.deps, ctx, input.token)),
  mine: userProcedure.query(({ ctx }) => listOwnInvitations(ctx.deps, ctx.identity)),
  acceptMine: userProcedure
    .input(ById)
    .mutation(({ ctx, input }) => acceptOwnInvitation(ctx.deps, ctx, input.id)),
});
