import { type ClockPart, runClock } from "#server/pipeline/clock/run-clock.ts";
import { planMaintenance } from "#server/pipeline/maintenance/plan-maintenance.ts";
import { advanceIncidents } from "#server/pipeline/notify/advance-incidents.ts";
import { watchUptick } from "#server/pipeline/watch/watch-uptick.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

// Stages meet only through data: the route is the one place that knows all of them.
const PARTS: readonly ClockPart[] = [
  { name: "incidents", everyMs: 1_000, run: advanceIncidents },
  { name: "maintenance", everyMs: 60_000, run: planMaintenance },
  { name: "watch", everyMs: 15_000, run: watchUptick },
];

export const GET = cronRoute((deps) => runClock(deps, { budgetMs: 55_000, parts: PARTS }));
