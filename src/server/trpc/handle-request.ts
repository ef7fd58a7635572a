import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { findForgery } from "#server/auth/same-origin.ts";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import { createContext } from "./create-context.ts";

export async function handleTrpcRequest(request: Request): Promise<Response> {
  const deps = appDeps();
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
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
