import * as z from "zod";
import { SecretChange, SecretInput } from "#contracts/secret.ts";
import { deleteSecret, updateSecret } from "#server/actions/secret/change-secret.ts";
import { createSecret } from "#server/actions/secret/create-secret.ts";
import { listSecrets } from "#server/views/list-secrets.ts";
import { editorProcedure, router, sharedEditorProcedure } from "../init.ts";

export const secretRouter = router({
  list: editorProcedure.query(({ ctx }) => listSecrets(ctx.deps, ctx.actor)),
  create: sharedEditorProcedure
    .input(SecretInput)
    .mutation(({ ctx, input }) => createSecret(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(SecretChange)
    .mutation(({ ctx, input }) => updateSecret(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => deleteSecret(ctx.deps, ctx, input.id)),
});
