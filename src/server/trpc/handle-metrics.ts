import { env } from "#env";
import { isBearer } from "#server/runtime/is-bearer.ts";
import { pool } from "#server/store/prisma.ts";
import { createCollectMetrics } from "#server/views/metrics/collect-metrics.ts";
import { chooseFormat, EXPOSITION_TYPE, writeExposition } from "#transport/metrics/write-exposition.ts";
import { appDeps } from "./app-deps.ts";

const collect = createCollectMetrics();

/** For Prometheus, by the token that the operator chose; without one there is nothing here. */
export async function handleMetrics(request: Request): Promise<Response> {
  const token = env().UPTICK_METRICS_TOKEN;
  if (token === undefined) return refuse(404, "Not found.", {});
  if (!isBearer(request.headers, token)) {
    return refuse(401, "Wrong UPTICK_METRICS_TOKEN.", { "www-authenticate": "Bearer" });
  }
  const format = chooseFormat(request.headers.get("accept"));
  const families = await collect({ ...appDeps(), pool: pool() });
  return new Response(writeExposition(families, format), {
    headers: { "content-type": EXPOSITION_TYPE[format], "cache-control": "no-store" },
  });
}

function refuse(status: 401 | 404, text: string, headers: Record<string, string>): Response {
  return new Response(text, { status, headers: { "cache-control": "no-store", ...headers } });
}
