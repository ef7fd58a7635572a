import { noteAnomalies } from "#server/pipeline/anomaly/note-anomalies.ts";
import { sendDigests } from "#server/pipeline/digest/send-digests.ts";
import { judgeBurns } from "#server/pipeline/objectives/judge-burns.ts";
import { makeMonthlyReports } from "#server/pipeline/objectives/make-monthly-reports.ts";
import { sealDays } from "#server/pipeline/objectives/seal-days.ts";
import { sendReports } from "#server/pipeline/objectives/send-reports.ts";
import { exportByCron } from "#server/pipeline/status-export/export-by-cron.ts";
import { checkDomains } from "#server/pipeline/status-page/check-domains.ts";
import { publishDuePages } from "#server/pipeline/status-page/publish-due-pages.ts";
import { followIncidents } from "#server/pipeline/status-posts/follow-incidents.ts";
import { followMaintenance } from "#server/pipeline/status-posts/follow-maintenance.ts";
import { forgetOldDrafts, movePosts } from "#server/pipeline/status-posts/move-posts.ts";
import { tellSubscribers } from "#server/pipeline/subscribers/tell-subscribers.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { type CronPart, runParts } from "#server/runtime/run-parts.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

// Stages meet only through data: the route is the one place that knows all of them.
const PARTS: readonly CronPart[] = [
  { name: "due-pages", run: publishDuePages },
  { name: "domains", run: checkDomains },
  { name: "anomalies", run: noteAnomalies },
  { name: "digests", run: (deps) => sendDigests({ ...deps, mail: appDeps().mail }) },
  // The clock does these much more often; here it is found when that stands still.
  { name: "post-incidents", run: followIncidents },
  { name: "post-times", run: movePosts },
  { name: "post-maintenance", run: followMaintenance },
  { name: "post-drafts", run: forgetOldDrafts },
  { name: "subscribers", run: tellSubscribers },
  { name: "export", run: exportByCron },
  { name: "burns", run: judgeBurns },
  { name: "sealed-days", run: sealDays },
  { name: "reports", run: makeMonthlyReports },
  { name: "report-mails", run: (deps) => sendReports({ ...deps, mail: appDeps().mail }) },
];

export const GET = withRequest(
  { route: "/api/cron/status", kind: "cron" },
  cronRoute((deps) => runParts(deps, PARTS)),
);
