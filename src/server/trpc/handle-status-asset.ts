import type { StatusAssetKind } from "#contracts/status-page.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";
import { answerRefusal } from "./csv-response.ts";
import { createCallerFactory } from "./init.ts";

const createCaller = createCallerFactory(appRouter);

/** A picture of a status page for whoever may see the page in the dashboard. */
export async function handleStatusAsset(
  request: Request,
  asked: { id: string; kind: string },
): Promise<Response> {
  try {
    const context = await createContext(appDeps(), {
      headers: request.headers,
      forgery: "Files are only read.",
    });
    // The procedure refuses what is no kind.
    const kind = asked.kind as StatusAssetKind;
    const file = await createCaller(context).statusPage.asset({ id: asked.id, kind });
    return new Response(Buffer.from(file.bytes, "base64"), {
      headers: {
        "cache-control": "private, no-cache",
        "content-type": file.contentType,
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        "cross-origin-resource-policy": "same-origin",
      },
    });
  } catch (error) {
    return answerRefusal(error);
  }
}
