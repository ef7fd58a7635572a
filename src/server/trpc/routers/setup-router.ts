import * as z from "zod";
import { createOwner } from "#server/actions/setup/create-owner.ts";
import { getSetupStatus } from "#server/views/get-setup-status.ts";
import { publicProcedure, router } from "../init.ts";

/** The password's own rules are checked by the action, so that its sentence is the same everywhere. */
const OwnerInput = z.object({
  token: z.string().min(1, "Paste the set-up token that the launcher printed.").max(500),
  email: z.string().trim().max(254).pipe(z.email("Give a full e-mail address.")),
  password: z.string().max(1000),
  name: z.string().trim().min(1, "Tell us your name.").max(120),
});

export const setupRouter = router({
  status: publicProcedure.query(({ ctx }) => getSetupStatus(ctx.deps)),
  createOwner: publicProcedure
    .input(OwnerInput)
    .mutation(({ ctx, input }) => createOwner(ctx.deps, ctx.address, input)),
});
