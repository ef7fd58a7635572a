import * as z from "zod";
import { PasskeyAssertion } from "#contracts/passkey.ts";
import { proveWithCode } from "#server/actions/account/prove-with-code.ts";
import { proveWithPasskey } from "#server/actions/account/prove-with-passkey.ts";
import { proveWithPassword } from "#server/actions/account/prove-with-password.ts";
import { challengeForAssertion } from "#server/auth/passkey-challenge.ts";
import { listProofWays } from "#server/views/list-proof-ways.ts";
import { router, userProcedure } from "../init.ts";

/** Who sits at this browser: asked again before what is dangerous. */
export const proofRouter = router({
  ways: userProcedure.query(({ ctx }) => listProofWays(ctx.deps, ctx.identity.userId)),
  withPassword: userProcedure
    .input(z.strictObject({ password: z.string().min(1, "Give your password.").max(1000) }))
    .mutation(({ ctx, input }) => proveWithPassword(ctx.deps, ctx, input)),
  withCode: userProcedure
    .input(z.strictObject({ code: z.string().min(1, "Give the code from your app.").max(20) }))
    .mutation(({ ctx, input }) => proveWithCode(ctx.deps, ctx, input)),
  offerPasskey: userProcedure.mutation(({ ctx }) =>
    challengeForAssertion(ctx.deps, { purpose: "proof", userId: ctx.identity.userId }),
  ),
  withPasskey: userProcedure
    .input(z.strictObject({ assertion: PasskeyAssertion }))
    .mutation(({ ctx, input }) => proveWithPasskey(ctx.deps, ctx, input.assertion)),
});
