import { env } from "#env";
import { type Deps, serverDeps } from "./deps.ts";
import { endingSignal } from "./drain.ts";
import { isBearer } from "./is-bearer.ts";
import { count, observe } from "./metrics/metrics.ts";

/** What a cron stage answers; `ok: false` becomes a 503 so that the caller's log shows the failure. */
export type CronReport = { ok: boolean };

/** A GET handler that only the holder of CRON_SECRET can run. Without a secret it is closed, never open. */
export function cronRoute<Report extends CronReport>(run: (deps: Deps) => Promise<Report>) {
  return async (request: Request): Promise<Response> => {
    const secret = env().CRON_SECRET;
    if (secret === undefined) return answer(503, { ok: false, error: "CRON_SECRET is not set." });
    if (!isBearer(request.headers, secret)) return answer(401, { ok: false, error: "Wrong CRON_SECRET." });

    const deps = serverDeps();
    const measured = startMeasuring(request);
    try {
      const report = await run(deps);
      measured(report.ok ? "done" : "failed");
      return answer(report.ok ? 200 : 503, report);
    } catch (error) {
      measured("failed");
      deps.log.error({ err: error, path: new URL(request.url).pathname }, "A cron route failed.");
      return answer(503, { ok: false, error: "The stage failed; the log says why." });
    }
  };
}

/** Only routes that exist come here, so their names are few. */
function startMeasuring(request: Request): (result: "done" | "failed") => void {
  const startedMs = performance.now();
  const stage = new URL(request.url).pathname.split("/").at(-1) ?? "";
  return (result) => {
    count("uptick_cron_runs_total", { stage, result });
    observe("uptick_cron_duration_seconds", { stage }, (performance.now() - startedMs) / 1_000);
  };
}

function answer(status: number, body: object): Response {
  const headers: Record<string, string> = { "cache-control": "no-store" };
  // The minute is not over: whoever drives the stages asks another process to go on with it.
  if (endingSignal().aborted) headers["uptick-again"] = "1";
  return Response.json(body, { status, headers });
}
