import { eraseWorkspaces } from "#server/pipeline/erase/erase-workspaces.ts";
import { runRollup } from "#server/pipeline/rollup/run-rollup.ts";
import { exportOldDays } from "#server/pipeline/tick-export/export-old-days.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** What a process left half removed when it died, the next minute goes on with. */
export const GET = withRequest(
  { route: "/api/cron/rollup", kind: "cron" },
  cronRoute(async (deps) => {
    // Before the rollup, which drops no day that is still to be written.
    const exported = await exportOldDays(deps);
    const report = await runRollup(deps);
    return { ...report, exported, erased: await eraseWorkspaces(deps) };
  }),
);
