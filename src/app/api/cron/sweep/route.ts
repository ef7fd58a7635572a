import { honourOptOuts } from "#server/actions/monitor/honour-opt-outs.ts";
import { resumeBulk } from "#server/pipeline/bulk/resume-bulk.ts";
import { drainSpools } from "#server/pipeline/ingest/drain-spools.ts";
import { runSweep } from "#server/pipeline/sweep/run-sweep.ts";
import { watchUptick } from "#server/pipeline/watch/watch-uptick.ts";
import { cronRoute } from "#server/runtime/cron-route.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { appDeps } from "#server/trpc/app-deps.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export const GET = withRequest(
  { route: "/api/cron/sweep", kind: "cron" },
  cronRoute(async (deps) => {
    // What probes could not deliver comes first, or the sweep would write it off.
    const spool = await drainSpools(deps);
    const sweep = await runSweep(deps);
    // The clock does it more often; only another stage can tell that the clock does not run.
    await watchUptick(deps);
    await resumeBulk(appDeps());
    await honourOptOuts(appDeps());
    return { ...sweep, spool };
  }),
);
