import * as z from "zod";
import { ApiKeyInput } from "#contracts/api-key.ts";
import { createApiKey } from "#server/actions/api-key/create-api-key.ts";
import { revokeApiKey } from "#server/actions/api-key/revoke-api-key.ts";
import { listApiKeys } from "#server/store/api-key-store.ts";
import { adminProcedure, router } from "../init.ts";

export const apiKeyRouter = router({
  list: adminProcedure.query(({ ctx }) =>
    listApiKeys(ctx.deps.sql, { workspaceId: ctx.actor.workspaceId, at: ctx.deps.now() }),
  ),
  create: adminProcedure.input(ApiKeyInput).mutation(({ ctx, input }) => createApiKey(ctx.deps, ctx, input)),
  revoke: adminProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.deps, ctx, input.id)),
});
