import * as z from "zod";
import { ApiKeyInput } from "#contracts/api-key.ts";
import { createApiKey } from "#server/actions/api-key/create-api-key.ts";
import { revokeApiKey } from "#server/actions/api-key/revoke-api-key.ts";
import { listApiKeyViews } from "#server/views/list-api-keys.ts";
import { adminProcedure, router } from "../init.ts";

export const apiKeyRouter = router({
  list: adminProcedure.query(({ ctx }) => listApiKeyViews(ctx.deps, ctx.actor)),
  create: adminProcedure.input(ApiKeyInput).mutation(({ ctx, input }) => createApiKey(ctx.deps, ctx, input)),
  revoke: adminProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.deps, ctx, input.id)),
});
