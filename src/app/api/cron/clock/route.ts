import { runClock } from "#server/pipeline/clock/run-clock.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = cronRoute((deps) => runClock(deps, { budgetMs: 55_000, parts: [] }));
