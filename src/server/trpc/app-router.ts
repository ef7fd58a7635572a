import { router } from "./init.ts";
import { channelRouter } from "./routers/channel-router.ts";
import { deliveryRouter } from "./routers/delivery-router.ts";
import { liveRouter } from "./routers/live-router.ts";
import { monitorRouter } from "./routers/monitor-router.ts";
import { regionRouter } from "./routers/region-router.ts";
import { sessionRouter } from "./routers/session-router.ts";
import { setupRouter } from "./routers/setup-router.ts";
import { systemRouter } from "./routers/system-router.ts";

/** The dashboard's procedures; probes have a router of their own. */
export const appRouter = router({
  setup: setupRouter,
  session: sessionRouter,
  monitor: monitorRouter,
  channel: channelRouter,
  delivery: deliveryRouter,
  region: regionRouter,
  system: systemRouter,
  live: liveRouter,
});
export type AppRouter = typeof appRouter;
