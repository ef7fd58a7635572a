import { runRollup } from "#server/pipeline/rollup/run-rollup.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = cronRoute(runRollup);
