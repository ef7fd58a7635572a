import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import type { ApiScope } from "#contracts/api-key.ts";
import { appRouter } from "#server/trpc/app-router.ts";
import { createCallerFactory } from "#server/trpc/init.ts";

/** Calls the procedures of the screens as whoever holds the key: rights, audit and limits are theirs. */
export const createScreenCaller = createCallerFactory(appRouter);

export type RestContext = {
  api: ReturnType<typeof createScreenCaller>;
  now: () => Date;
  /** If-Match of the request, without quotes; null: none was given. */
  ifMatch: string | null;
};

export type RestRules = {
  /** What a key needs, all of them. */
  scopes: readonly ApiScope[];
  /** A success that is not 200. */
  status?: 201 | 202;
  /** Where a thing is that was made, such as /monitors/{id}. */
  location?: string;
  takesIfMatch?: boolean;
};
// The generator wants everything in it to be optional.
export type RestMeta = OpenApiMeta & { rest?: RestRules };

// No transformer: what goes over the wire is plain JSON.
const t = initTRPC.context<RestContext>().meta<RestMeta>().create({ isDev: false });

export const restRouter = t.router;
export const createRestCaller = t.createCallerFactory;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type About = RestRules & { tag: string; summary: string; description?: string };

/** A procedure of REST v1: `route` is its method and its path, such as "GET /monitors/{id}". */
export function endpoint(route: `${Method} /${string}`, about: About) {
  const [method, path] = route.split(" ") as [Method, `/${string}`];
  const { tag, summary, description, ...rest } = about;
  return t.procedure.meta({ openapi: { method, path, tags: [tag], summary, description }, rest });
}
