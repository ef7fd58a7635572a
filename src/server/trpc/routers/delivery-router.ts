import * as z from "zod";
import { listPage } from "#contracts/list-page.ts";
import { resendDelivery } from "#server/actions/delivery/resend-delivery.ts";
import { listDeliveries } from "#server/views/list-deliveries.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const ListInput = z.strictObject({
  channelId: z.uuid().optional(),
  incidentId: z.uuid().optional(),
  monitorId: z.uuid().optional(),
  ...listPage({ usual: 50, most: 100 }),
});

export const deliveryRouter = router({
  list: viewerProcedure
    .input(ListInput)
    .query(({ ctx, input }) => listDeliveries(ctx.deps, ctx.actor, input)),
  resend: editorProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => resendDelivery(ctx.deps, ctx, input.id)),
});
