import * as z from "zod";
import { Locale } from "#contracts/locale.ts";
import { SubscriberAddress, SubscriberFilter } from "#contracts/status-subscriber.ts";
import { addSubscriber, removeSubscriber } from "#server/actions/status-subscriber/add-subscriber.ts";
import { countPageSubscribers, listSubscribers } from "#server/views/status-subscriber/list-subscribers.ts";
import { editorProcedure, router, sharedEditorProcedure, viewerProcedure } from "../init.ts";
import { subscriptionDeps } from "../subscription-deps.ts";

const Id = z.uuid();

/** Everybody sees how many there are, editors who they are. */
export const statusSubscriberRouter = router({
  counts: viewerProcedure
    .input(z.strictObject({ pageId: Id }))
    .query(({ ctx, input }) => countPageSubscribers(ctx.deps, ctx.actor, input.pageId)),
  list: editorProcedure
    .input(SubscriberFilter)
    .query(({ ctx, input }) => listSubscribers(ctx.deps, ctx.actor, input)),
  add: sharedEditorProcedure
    .input(z.strictObject({ pageId: Id, to: SubscriberAddress, locale: Locale.default("en") }))
    .mutation(({ ctx, input }) => addSubscriber(subscriptionDeps(ctx.deps), ctx, input)),
  remove: sharedEditorProcedure
    .input(z.strictObject({ id: Id }))
    .mutation(({ ctx, input }) => removeSubscriber(ctx.deps, ctx, input.id)),
});
