import { initTRPC, TRPCError } from "@trpc/server";
import type { RegionCode } from "#contracts/region.ts";
import type { Deps } from "#server/runtime/deps.ts";

export type ProbeRegion = { id: number; code: RegionCode; healthy: boolean; workspaceId: string | null };
export type ProbeContext = { deps: Deps; region: ProbeRegion | null };

// No transformer: probes speak plain JSON, so the edge bundle needs no superjson.
const t = initTRPC.context<ProbeContext>().create({ isDev: false });

export const probeRouterOf = t.router;

/** The region follows from the credential, never from the body. */
export const probeProcedure = t.procedure.use(({ ctx, next }) => {
  if (ctx.region === null) {
    throw new TRPCError({ code: "UNAUTHORIZED", message: "The probe token is unknown or revoked." });
  }
  return next({ ctx: { deps: ctx.deps, region: ctx.region } });
});
