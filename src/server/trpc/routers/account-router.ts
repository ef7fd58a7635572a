import * as z from "zod";
import { AccountEmail, AccountName, Reading } from "#contracts/account.ts";
import { beginExport } from "#server/actions/account/begin-export.ts";
import { confirmEmail } from "#server/actions/account/confirm-email.ts";
import { deleteAccount } from "#server/actions/account/delete-account.ts";
import { requestEmailChange } from "#server/actions/account/request-email-change.ts";
import { setName } from "#server/actions/account/set-name.ts";
import { setPassword } from "#server/actions/account/set-password.ts";
import { setReading } from "#server/actions/account/set-reading.ts";
import { getAccountView } from "#server/views/get-account.ts";
import { publicProcedure, router, userProcedure } from "../init.ts";

/** The password's own rules are checked by the action, so that its sentence is the same everywhere. */
const Password = z.strictObject({
  current: z.string().max(1000).nullable(),
  password: z.string().min(1, "Choose a password.").max(1000),
});

export const accountRouter = router({
  get: userProcedure.query(({ ctx }) => getAccountView(ctx.deps, ctx.identity.userId)),
  setName: userProcedure
    .input(z.strictObject({ name: AccountName }))
    .mutation(({ ctx, input }) => setName(ctx.deps, ctx, input)),
  setReading: userProcedure
    .input(Reading.partial())
    .mutation(({ ctx, input }) => setReading(ctx.deps, ctx, input)),
  setPassword: userProcedure.input(Password).mutation(({ ctx, input }) => setPassword(ctx.deps, ctx, input)),
  requestEmail: userProcedure
    .input(z.strictObject({ email: AccountEmail }))
    .mutation(({ ctx, input }) => requestEmailChange(ctx.deps, ctx, input)),
  /** The token in the link is the right to call it. */
  confirmEmail: publicProcedure
    .input(z.strictObject({ token: z.string().min(1).max(100) }))
    .mutation(({ ctx, input }) => confirmEmail(ctx.deps, ctx, input)),
  export: userProcedure.mutation(({ ctx }) => beginExport(ctx.deps, ctx)),
  delete: userProcedure
    .input(z.strictObject({ email: AccountEmail }))
    .mutation(({ ctx, input }) => deleteAccount(ctx.deps, ctx, input)),
});
