import * as z from "zod";
import { PasskeyName, PasskeyRegistration } from "#contracts/passkey.ts";
import { addPasskey } from "#server/actions/account/add-passkey.ts";
import { removePasskey, renamePasskey } from "#server/actions/account/change-passkey.ts";
import { offerPasskeySignIn } from "#server/actions/account/offer-passkey-sign-in.ts";
import { challengeForRegistration } from "#server/auth/passkey-challenge.ts";
import { requireFreshProof } from "#server/auth/require-fresh-proof.ts";
import { listPasskeyViews } from "#server/views/list-passkeys.ts";
import { publicProcedure, router, userProcedure } from "../init.ts";

const Id = z.string().min(1).max(2000);

export const passkeyRouter = router({
  list: userProcedure.query(({ ctx }) => listPasskeyViews(ctx.deps, ctx.identity.userId)),
  /** What the browser is asked for; the challenge is good for one answer. */
  offer: userProcedure.mutation(({ ctx }) => {
    requireFreshProof(ctx.identity, ctx.deps.now());
    return challengeForRegistration(ctx.deps, ctx.identity);
  }),
  add: userProcedure
    .input(z.strictObject({ name: PasskeyName, registration: PasskeyRegistration }))
    .mutation(({ ctx, input }) => addPasskey(ctx.deps, ctx, input)),
  rename: userProcedure
    .input(z.strictObject({ id: Id, name: PasskeyName }))
    .mutation(({ ctx, input }) => renamePasskey(ctx.deps, ctx, input)),
  remove: userProcedure
    .input(z.strictObject({ id: Id }))
    .mutation(({ ctx, input }) => removePasskey(ctx.deps, ctx, input)),
  /** For a visitor: the device offers the passkeys that it has for this host. */
  offerSignIn: publicProcedure.mutation(({ ctx }) => offerPasskeySignIn(ctx.deps, ctx.address)),
});
