import { chooseFormat, EXPOSITION_TYPE, writeExposition } from "#transport/metrics/write-exposition.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { answerRefusal } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);

/** The monitors of a workspace for its own Prometheus, by an API key that may read; members see it in their browser. */
export async function handleWorkspaceMetrics(request: Request): Promise<Response> {
  try {
    const context = await createContext(appDeps(), {
      headers: request.headers,
      forgery: "Metrics are only read.",
    });
    const families = await createCaller(context).system.metrics();
    const format = chooseFormat(request.headers.get("accept"));
    return new Response(writeExposition(families, format), {
      headers: { "content-type": EXPOSITION_TYPE[format], "cache-control": "private, no-store" },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
