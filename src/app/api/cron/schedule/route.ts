import { runSchedule } from "#server/pipeline/schedule/run-schedule.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = cronRoute((deps) => runSchedule(deps, 55_000));
