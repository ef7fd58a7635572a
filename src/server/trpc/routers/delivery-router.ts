import * as z from "zod";
import { resendDelivery } from "#server/actions/delivery/resend-delivery.ts";
import { listDeliveries } from "#server/views/list-deliveries.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const ListInput = z.object({
  channelId: z.uuid().optional(),
  incidentId: z.uuid().optional(),
  monitorId: z.uuid().optional(),
  cursor: z
    .string()
    .max(1000)
    .nullish()
    .transform((cursor) => cursor ?? undefined),
  limit: z.number().int().min(1).max(100).default(50),
});

export const deliveryRouter = router({
  list: viewerProcedure
    .input(ListInput)
    .query(({ ctx, input }) => listDeliveries(ctx.deps, ctx.actor, input)),
  resend: editorProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => resendDelivery(ctx.deps, ctx, input.id)),
});
