import { runSchedule } from "#server/pipeline/schedule/run-schedule.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = withRequest(
  { route: "/api/cron/schedule", kind: "cron" },
  cronRoute((deps) => runSchedule(deps, 55_000)),
);
