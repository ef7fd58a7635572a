import { type ClockPart, runClock } from "#server/pipeline/clock/run-clock.ts";
import { judgeHeartbeats } from "#server/pipeline/heartbeat/judge-heartbeats.ts";
import { forgetOldPings, keepReceiving } from "#server/pipeline/heartbeat/keep-receiving.ts";
import { planMaintenance } from "#server/pipeline/maintenance/plan-maintenance.ts";
import { advanceIncidents } from "#server/pipeline/notify/advance-incidents.ts";
import { followIncidents } from "#server/pipeline/status-posts/follow-incidents.ts";
import { followMaintenance } from "#server/pipeline/status-posts/follow-maintenance.ts";
import { movePosts } from "#server/pipeline/status-posts/move-posts.ts";
import { watchUptick } from "#server/pipeline/watch/watch-uptick.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

// Stages meet only through data: the route is the one place that knows all of them.
const PARTS: readonly ClockPart[] = [
  { name: "incidents", everyMs: 1_000, run: advanceIncidents },
  { name: "heartbeats", everyMs: 1_000, run: judgeHeartbeats },
  { name: "heartbeat-spool", everyMs: 10_000, run: keepReceiving },
  { name: "heartbeat-ledger", everyMs: 60_000, run: forgetOldPings },
  { name: "maintenance", everyMs: 60_000, run: planMaintenance },
  { name: "status-incidents", everyMs: 1_000, run: followIncidents },
  { name: "status-times", everyMs: 5_000, run: movePosts },
  { name: "status-maintenance", everyMs: 15_000, run: followMaintenance },
  { name: "watch", everyMs: 15_000, run: watchUptick },
];

export const GET = withRequest(
  { route: "/api/cron/clock", kind: "cron" },
  cronRoute((deps) => runClock(deps, { budgetMs: 55_000, parts: PARTS })),
);
