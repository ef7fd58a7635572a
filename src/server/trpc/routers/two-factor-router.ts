import * as z from "zod";
import { confirmTotp } from "#server/actions/account/confirm-totp.ts";
import { removeTotp } from "#server/actions/account/remove-totp.ts";
import { replaceRecoveryCodes } from "#server/actions/account/replace-recovery-codes.ts";
import { startTotp } from "#server/actions/account/start-totp.ts";
import { router, userProcedure } from "../init.ts";

const Code = z.strictObject({ code: z.string().min(1, "Give the code from your app.").max(20) });

export const twoFactorRouter = router({
  start: userProcedure.mutation(({ ctx }) => startTotp(ctx.deps, ctx)),
  confirm: userProcedure.input(Code).mutation(({ ctx, input }) => confirmTotp(ctx.deps, ctx, input)),
  turnOff: userProcedure.mutation(({ ctx }) => removeTotp(ctx.deps, ctx)),
  renewCodes: userProcedure.mutation(({ ctx }) => replaceRecoveryCodes(ctx.deps, ctx)),
});
