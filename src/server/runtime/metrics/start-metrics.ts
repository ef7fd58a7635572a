import { env } from "#env";
import { APP_VERSION } from "../app-version.ts";
import { buildId } from "../build-id.ts";
import { measureHttp } from "./measure-http.ts";
import { meters, setGauge } from "./metrics.ts";
import { readRoutes } from "./route-pattern.ts";

/** Once per process. Where nobody may ask, nothing is counted. */
export function startMetrics(): void {
  if (env().UPTICK_METRICS_TOKEN === undefined) {
    meters().isOn = false;
    return;
  }
  meters().watchProcess();
  setGauge("uptick_build_info", { version: APP_VERSION, build: buildId() }, 1);
  measureHttp(readRoutes(process.cwd()));
}
