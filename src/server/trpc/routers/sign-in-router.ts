import * as z from "zod";
import { EmailAddress } from "#contracts/email-address.ts";
import { Locale } from "#contracts/locale.ts";
import { requestPasswordReset } from "#server/actions/sign-in/request-password-reset.ts";
import { requestSignInLink } from "#server/actions/sign-in/request-sign-in-link.ts";
import { resetPassword } from "#server/actions/sign-in/reset-password.ts";
import { getSignInOptions } from "#server/views/get-sign-in-options.ts";
import { publicProcedure, router } from "../init.ts";

/** What somebody without a session can ask for; none of the answers says whether there is an account. */
export const signInRouter = router({
  options: publicProcedure.query(({ ctx }) => getSignInOptions(ctx.deps)),
  requestLink: publicProcedure
    .input(z.strictObject({ email: EmailAddress, next: z.string().max(1000), locale: Locale }))
    .mutation(({ ctx, input }) => requestSignInLink(ctx.deps, strangerOf(ctx), input)),
  requestReset: publicProcedure
    .input(z.strictObject({ email: EmailAddress, locale: Locale }))
    .mutation(({ ctx, input }) => requestPasswordReset(ctx.deps, strangerOf(ctx), input)),
  resetPassword: publicProcedure
    .input(z.strictObject({ token: z.string().max(100), password: z.string().max(1000) }))
    .mutation(({ ctx, input }) => resetPassword(ctx.deps, strangerOf(ctx), input)),
});

function strangerOf({ address, userAgent }: { address: string; userAgent: string | null }) {
  return { address, userAgent };
}
