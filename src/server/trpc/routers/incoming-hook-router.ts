import * as z from "zod";
import { IncomingHookChange, IncomingHookInput } from "#contracts/incoming-hook.ts";
import { createIncomingHook } from "#server/actions/incoming/create-incoming-hook.ts";
import { deleteIncomingHook } from "#server/actions/incoming/delete-incoming-hook.ts";
import { renewIncomingHook } from "#server/actions/incoming/renew-incoming-hook.ts";
import { updateIncomingHook } from "#server/actions/incoming/update-incoming-hook.ts";
import { listIncomingEvents, listIncomingHooks } from "#server/views/list-incoming-hooks.ts";
import { router, sharedEditorProcedure } from "../init.ts";

const ById = z.strictObject({ id: z.uuid() });

export const incomingHookRouter = router({
  list: sharedEditorProcedure.query(({ ctx }) => listIncomingHooks(ctx.deps, ctx.actor)),
  events: sharedEditorProcedure
    .input(ById)
    .query(({ ctx, input }) => listIncomingEvents(ctx.deps, ctx.actor, input.id)),
  create: sharedEditorProcedure
    .input(IncomingHookInput)
    .mutation(({ ctx, input }) => createIncomingHook(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(IncomingHookChange)
    .mutation(({ ctx, input }) => updateIncomingHook(ctx.deps, ctx, input)),
  renew: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => renewIncomingHook(ctx.deps, ctx, input.id)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteIncomingHook(ctx.deps, ctx, input.id)),
});
