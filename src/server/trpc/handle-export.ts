import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { csvResponse } from "./csv-response.ts";
import { exportLatency, exportTicks } from "./export-monitor.ts";
import { readExportQuery } from "./export-query.ts";
import { createCallerFactory } from "./init.ts";

const EXPORTS = { ticks: exportTicks, latency: exportLatency };
const createCaller = createCallerFactory(appRouter);

/** CSV of a monitor for whoever is signed in, or has a key that may read. */
export function handleExport(
  request: Request,
  asked: { id: string; what: keyof typeof EXPORTS },
): Promise<Response> {
  const deps = appDeps();
  return csvResponse(async () => {
    const query = readExportQuery(new URL(request.url), deps.now().getTime());
    const context = await createContext(deps, { headers: request.headers, forgery: "Exports only read." });
    return EXPORTS[asked.what](createCaller(context), { ...query, id: asked.id });
  });
}
