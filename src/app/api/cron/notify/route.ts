import { processNotifier } from "#server/pipeline/notify/process-notifier.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = withRequest(
  { route: "/api/cron/notify", kind: "cron" },
  cronRoute((deps) => processNotifier(deps).run(55_000)),
);
