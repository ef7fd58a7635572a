import * as z from "zod";
import { ChannelConfigInput, ChannelKind, ChannelName, ChannelSettings } from "#contracts/channel.ts";
import { createChannel } from "#server/actions/channel/create-channel.ts";
import { deleteChannel } from "#server/actions/channel/delete-channel.ts";
import { enableChannel } from "#server/actions/channel/enable-channel.ts";
import { testChannel } from "#server/actions/channel/test-channel.ts";
import { updateChannel } from "#server/actions/channel/update-channel.ts";
import { getPushKey } from "#server/views/get-push-key.ts";
import { listChannelKinds, listChannels, listMonitorChannels } from "#server/views/list-channels.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });
const Form = ChannelSettings.extend({
  name: ChannelName,
  config: ChannelConfigInput,
  /** Also tell this channel of every monitor that there is now. */
  allMonitors: z.boolean().default(false),
});
const TestInput = z.union([
  z.strictObject({ id: Id, config: ChannelConfigInput.optional() }),
  z.strictObject({ kind: ChannelKind, config: ChannelConfigInput }),
]);

export const channelRouter = router({
  kinds: viewerProcedure.query(() => listChannelKinds()),
  list: viewerProcedure.query(({ ctx }) => listChannels(ctx.deps, ctx.actor)),
  pushKey: sharedEditorProcedure.query(({ ctx }) => getPushKey(ctx.deps)),
  ofMonitor: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => listMonitorChannels(ctx.deps, ctx.actor, input.id)),
  create: sharedEditorProcedure
    .input(Form.extend({ kind: ChannelKind }))
    .mutation(({ ctx, input }) => createChannel(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(Form.extend({ id: Id }))
    .mutation(({ ctx, input }) => updateChannel(ctx.deps, ctx, input)),
  enable: sharedEditorProcedure
    .input(z.strictObject({ id: Id, enabled: z.boolean().default(true) }))
    .mutation(({ ctx, input }) => enableChannel(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteChannel(ctx.deps, ctx, input.id)),
  test: sharedEditorProcedure
    .input(TestInput)
    .mutation(({ ctx, input }) => testChannel(ctx.deps, ctx, input)),
});
