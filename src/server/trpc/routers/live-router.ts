import { tracked } from "@trpc/server";
import * as z from "zod";
import { watchMonitors } from "#server/views/watch-monitors.ts";
import { router, viewerProcedure } from "../init.ts";

/** `lastEventId` comes with a reconnection and is not needed: every connection starts with the full state. */
const LiveInput = z.strictObject({ ids: z.array(z.uuid()).max(100), lastEventId: z.string().nullish() });

export const liveRouter = router({
  monitors: viewerProcedure.input(LiveInput).subscription(async function* ({ ctx, input, signal }) {
    const watch = { ids: input.ids, signal: signal ?? new AbortController().signal };
    let sent = 0;
    for await (const changes of watchMonitors(ctx.deps, ctx.actor, watch)) {
      sent += 1;
      yield tracked(`${ctx.requestId}-${sent}`, changes);
    }
  }),
});
