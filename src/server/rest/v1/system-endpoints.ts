import {
  BySecretName,
  RestDefaultRules,
  RestRegion,
  RestSecret,
  RestSecretInput,
  RestSecretKept,
  RestSystemHealth,
} from "#contracts/rest/rest-system.ts";
import { pageOf } from "#contracts/rest/rest-values.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { endpoint, type RestContext, restRouter } from "../rest-endpoint.ts";
import { isoOf, withTimes } from "../with-times.ts";

const tag = "Workspace";

export const systemEndpoints = restRouter({
  regions: endpoint("GET /regions", { tag, scopes: ["read"], summary: "List regions and how they are" })
    .output(pageOf(RestRegion))
    .query(async ({ ctx }) => ({ data: await ctx.api.region.list(), nextCursor: null })),
  defaultRules: endpoint("GET /default-rules", {
    tag,
    scopes: ["read"],
    summary: "Get the rules of monitors without rules of their own",
  })
    .output(RestDefaultRules)
    .query(({ ctx }) => ctx.api.workspace.policy()),
  health: endpoint("GET /system-health", {
    tag,
    scopes: ["read"],
    summary: "Get how Uptick itself is",
    description:
      "Checks that were planned and done, gaps with their reasons, faults of regions, waiting messages.",
  })
    .output(RestSystemHealth)
    .query(async ({ ctx }) => {
      const { now, gaps, faults, outbox, ...health } = await ctx.api.system.health();
      return {
        ...health,
        now: isoOf(now),
        gaps: gaps.map((gap) => withTimes(gap, ["lastAt"])),
        faults: faults.map((fault) => ({ ...fault, from: isoOf(fault.fromAt), to: isoOf(fault.toAt) })),
        outbox: { waiting: outbox.waiting, since: isoOf(outbox.sinceAt) },
      };
    }),
  secrets: endpoint("GET /secrets", {
    tag,
    scopes: ["read", "monitors:write"],
    summary: "List the names of secrets",
    description: "Values are never answered.",
  })
    .output(pageOf(RestSecret))
    .query(async ({ ctx }) => {
      const secrets = await ctx.api.secret.list();
      return { data: secrets.map((one) => withTimes(one, ["createdAt", "updatedAt"])), nextCursor: null };
    }),
  putSecret: endpoint("PUT /secrets/{name}", {
    tag,
    scopes: ["read", "monitors:write"],
    summary: "Make a secret, or give it a new value",
  })
    .input(RestSecretInput)
    .output(RestSecretKept)
    .mutation(async ({ ctx, input: { name, value } }) => {
      const id = await findSecretId(ctx, name);
      if (id === null) await ctx.api.secret.create({ name, value });
      else await ctx.api.secret.update({ id, value });
      return { name };
    }),
  deleteSecret: endpoint("DELETE /secrets/{name}", {
    tag,
    scopes: ["read", "monitors:write"],
    summary: "Delete a secret",
    description: "Refused while checks name it.",
  })
    .input(BySecretName)
    .output(RestSecretKept)
    .mutation(async ({ ctx, input: { name } }) => {
      const id = await findSecretId(ctx, name);
      if (id === null) throw new AppError("not_found", "There is no such secret.");
      await ctx.api.secret.delete({ id });
      return { name };
    }),
});

async function findSecretId({ api }: RestContext, name: string): Promise<string | null> {
  return (await api.secret.list()).find((secret) => secret.name === name)?.id ?? null;
}
