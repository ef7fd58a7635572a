import { answerPreview } from "#server/views/status/answer-preview.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { answerRefusal } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);

/** A status page in the dashboard, drafts included, for whoever may see it there. */
export async function handleStatusPreview(request: Request, id: string): Promise<Response> {
  try {
    const deps = appDeps();
    const context = await createContext(deps, { headers: request.headers, forgery: "Pages are only read." });
    const { slug } = await createCaller(context).statusPage.get({ id });
    return await answerPreview(deps, request, slug);
  } catch (error) {
    return answerRefusal(error);
  }
}
