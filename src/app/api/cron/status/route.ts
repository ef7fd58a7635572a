import { noteAnomalies } from "#server/pipeline/anomaly/note-anomalies.ts";
import { checkDomains } from "#server/pipeline/status-page/check-domains.ts";
import { publishDuePages } from "#server/pipeline/status-page/publish-due-pages.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { type CronPart, runParts } from "#server/runtime/run-parts.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

// Stages meet only through data: the route is the one place that knows all of them.
const PARTS: readonly CronPart[] = [
  { name: "due-pages", run: publishDuePages },
  { name: "domains", run: checkDomains },
  { name: "anomalies", run: noteAnomalies },
];

export const GET = cronRoute((deps) => runParts(deps, PARTS));
