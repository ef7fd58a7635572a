import * as z from "zod";
import { MemberChange } from "#contracts/member.ts";
import { removeMember } from "#server/actions/member/remove-member.ts";
import { transferOwnership } from "#server/actions/member/transfer-ownership.ts";
import { updateMember } from "#server/actions/member/update-member.ts";
import { listMemberViews } from "#server/views/list-team.ts";
import { adminProcedure, memberViewerProcedure, ownerProcedure, router } from "../init.ts";

const ByUser = z.strictObject({ userId: z.uuid() });

export const memberRouter = router({
  list: adminProcedure.query(({ ctx }) => listMemberViews(ctx.deps, ctx.actor)),
  update: adminProcedure.input(MemberChange).mutation(({ ctx, input }) => updateMember(ctx.deps, ctx, input)),
  remove: adminProcedure
    .input(ByUser)
    .mutation(({ ctx, input }) => removeMember(ctx.deps, ctx, input.userId)),
  leave: memberViewerProcedure.mutation(({ ctx }) => removeMember(ctx.deps, ctx, ctx.actor.userId)),
  transfer: ownerProcedure
    .input(ByUser)
    .mutation(({ ctx, input }) => transferOwnership(ctx.deps, ctx, input.userId)),
});
