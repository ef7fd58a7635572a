import "server-only";
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

/** Calls procedures from server components: `(await createServerCaller()).session.me()`. */
export async function createServerCaller() {
  return createCallerFactory(appRouter)(await pageContext());
}
