import * as z from "zod";
import { EmailAddress } from "#contracts/email-address.ts";
import { nameOf } from "#contracts/name.ts";
import { createOwner } from "#server/actions/setup/create-owner.ts";
import { getSetupStatus } from "#server/views/get-setup-status.ts";
import { publicProcedure, router } from "../init.ts";

/** The password's own rules are checked by the action, so that its sentence is the same everywhere. */
const OwnerInput = z.strictObject({
  token: z.string().min(1, "Paste the set-up token that the launcher printed.").max(500),
  email: EmailAddress,
  password: z.string().max(1000),
  name: nameOf({ missing: "Tell us your name.", max: 120 }),
});

export const setupRouter = router({
  status: publicProcedure.query(({ ctx }) => getSetupStatus(ctx.deps)),
  createOwner: publicProcedure
    .input(OwnerInput)
    .mutation(({ ctx, input }) => createOwner(ctx.deps, ctx.address, input)),
});
