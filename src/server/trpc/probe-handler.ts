import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Deps } from "#server/runtime/deps.ts";
import { findRegionByToken } from "#server/store/region-credential-store.ts";
import { isUnreachable } from "#server/store/sql-transaction.ts";
import type { ProbeRegion } from "./probe-init.ts";
import { probeRouter } from "./probe-router.ts";

const REMEMBER_TOKEN_MS = 30_000;
const RETRY_AFTER_SEC = 2;
/** 500 failed ticks with their evidence are half of it. It is read after the token; a probe always says the length. */
const MOST_BODY_BYTES = 8 * 1024 * 1024;

/** Answers a probe's call; makes one memory of tokens per process, so hold on to what it returns. */
export function createProbeHandler(deps: Deps): (request: Request) => Promise<Response> {
  const findRegion = rememberTokens(deps);
  return async (request) => {
    if (Number(request.headers.get("content-length") ?? 0) > MOST_BODY_BYTES) {
      return new Response("The report is too large.", { status: 413, headers: { connection: "close" } });
    }
    return fetchRequestHandler({
      endpoint: "/api/probe-rpc",
      req: request,
      router: probeRouter,
      allowBatching: false,
      createContext: async () => ({ deps, region: await findRegion(request) }),
      responseMeta: ({ errors }) => {
        // no-transform keeps Next from compressing a hundred bytes, which costs as much as storing the report.
        const headers = new Headers({ "cache-control": "no-store, no-transform" });
        if (errors.some((error) => error.code === "SERVICE_UNAVAILABLE"))
          headers.set("retry-after", String(RETRY_AFTER_SEC));
        return { headers };
      },
      onError: ({ error, path }) => {
        if (error.code === "INTERNAL_SERVER_ERROR")
          deps.log.error({ err: error.cause, path }, "A probe's call failed.");
      },
    });
  };
}

/** Only tokens that were found are remembered: a new one works at once, a revoked one for half a minute. */
function rememberTokens(deps: Deps): (request: Request) => Promise<ProbeRegion | null> {
  const known = new Map<string, { region: ProbeRegion; untilMs: number }>();
  return async (request) => {
    const token = /^Bearer (\S{20,200})$/.exec(request.headers.get("authorization") ?? "")?.[1];
    if (token === undefined) return null;
    const now = deps.clock();
    const remembered = known.get(token);
    if (remembered && now < remembered.untilMs) return remembered.region;

    const region = await findRegionByToken(deps.pool, token).catch((cause: unknown) => {
      if (!isUnreachable(cause)) throw cause;
      throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "The database cannot be reached.", cause });
    });
    known.delete(token);
    if (region) known.set(token, { region, untilMs: now + REMEMBER_TOKEN_MS });
    return region;
  };
}
