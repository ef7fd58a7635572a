import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { headers } from "next/headers";
import { cache } from "react";
import { appDeps } from "./app-deps.ts";
import { appRouter } from "./app-router.ts";
import type { Context } from "./context.ts";
import { createContext } from "./create-context.ts";
import { createCallerFactory } from "./init.ts";

/** One context per rendered request, and so one look at the session. Rendering never mutates. */
const pageContext = cache(
  async (): Promise<Context> =>
    createContext(appDeps(), { headers: await headers(), forgery: "Pages only read." }),
);

/** For server components: `prefetchQuery(trpc.monitor.list.queryOptions(input))` on the page's own query client. */
export function pageTrpc(queryClient: () => QueryClient) {
  return createTRPCOptionsProxy({ ctx: pageContext, router: appRouter, queryClient });
}

/** Calls procedures directly: `(await pageCaller()).session.me()`. */
export async function pageCaller() {
  return createCallerFactory(appRouter)(await pageContext());
}

/** Who looks at the page; null sends them to the sign-in page. */
export async function pageActor() {
  return (await pageContext()).actor;
}
