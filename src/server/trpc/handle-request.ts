import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { MAX_CALLS_PER_BATCH } from "#contracts/batch.ts";
import { findForgery } from "#server/auth/same-origin.ts";
import { endingSignal } from "#server/runtime/drain.ts";
import { limitBody } from "#server/runtime/limit-body.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";

/** A picture of 2 MB in base64, and what stands around it. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

export async function handleTrpcRequest(received: Request): Promise<Response> {
  const request = await limitBody(received, MOST_BODY_BYTES);
  if (request instanceof Response) return request;
  const deps = appDeps();
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: untilTheEnd(request),
    router: appRouter,
    maxBatchSize: MAX_CALLS_PER_BATCH,
    createContext: () =>
      createContext(deps, {
        headers: request.headers,
        forgery: findForgery(request, deps.auth.appUrl),
      }),
    onError({ error, path, ctx }) {
      // Errors of procedures are logged where they are translated; without a context the request never got there.
      if (!ctx && error.code === "INTERNAL_SERVER_ERROR")
        deps.log.error({ err: error, path }, "request failed before its procedure");
    },
  });
  response.headers.set("cache-control", "private, no-store");
  // Proxies that buffer would hold live updates back.
  response.headers.set("x-accel-buffering", "no");
  return response;
}

/** A live stream is cut when the process ends: the browser opens the next one, which another process answers. */
function untilTheEnd(request: Request): Request {
  if (request.headers.get("accept") !== "text/event-stream") return request;
  return new Request(request, { signal: AbortSignal.any([request.signal, endingSignal()]) });
}
