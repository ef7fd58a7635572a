import type * as z from "zod";
import type { MaintenanceTiming, MaintenanceView } from "#contracts/maintenance.ts";
import {
  RestMaintenance,
  RestMaintenanceInput,
  RestMaintenanceMade,
  RestMaintenanceReplacement,
  RestMaintenanceStart,
  type RestTiming,
} from "#contracts/rest/rest-maintenance.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { isoOf, withTimes } from "../with-times.ts";

const tag = "Maintenance";
const scopes = ["maintenance:write"] as const;
const made = { status: 201, location: "/maintenance/{id}" } as const;

export const maintenanceEndpoints = restRouter({
  list: endpoint("GET /maintenance", { tag, scopes: ["read"], summary: "List maintenance windows" })
    .output(pageOf(RestMaintenance))
    .query(async ({ ctx }) => ({
      data: (await ctx.api.maintenance.list()).map(restMaintenanceOf),
      nextCursor: null,
    })),
  create: endpoint("POST /maintenance", { tag, scopes, ...made, summary: "Plan maintenance" })
    .input(RestMaintenanceInput)
    .output(RestMaintenanceMade)
    .mutation(({ ctx, input }) => ctx.api.maintenance.create({ ...input, timing: timingOf(input.timing) })),
  start: endpoint("POST /maintenance/start", { tag, scopes, ...made, summary: "Start maintenance now" })
    .input(RestMaintenanceStart)
    .output(RestMaintenanceMade)
    .mutation(({ ctx, input: { durationMin, ...input } }) => {
      const startsAt = ctx.now().getTime();
      const timing = { kind: "once" as const, startsAt, endsAt: startsAt + durationMin * 60_000 };
      return ctx.api.maintenance.create({ ...input, timing });
    }),
  get: endpoint("GET /maintenance/{id}", { tag, scopes: ["read"], summary: "Get a maintenance window" })
    .input(ById)
    .output(RestMaintenance)
    .query(async ({ ctx, input: { id } }) => {
      const found = (await ctx.api.maintenance.list()).find((window) => window.id === id);
      if (!found) throw new AppError("not_found", "There is no such maintenance window.");
      return restMaintenanceOf(found);
    }),
  replace: endpoint("PUT /maintenance/{id}", { tag, scopes, summary: "Replace a maintenance window" })
    .input(RestMaintenanceReplacement)
    .output(RestMaintenanceMade)
    .mutation(({ ctx, input: { id, ...input } }) =>
      ctx.api.maintenance.update({ id, input: { ...input, timing: timingOf(input.timing) } }),
    ),
  end: endpoint("POST /maintenance/{id}/end", {
    tag,
    scopes,
    summary: "End the maintenance that is under way",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.maintenance.end(input)),
  delete: endpoint("DELETE /maintenance/{id}", {
    tag,
    scopes,
    summary: "Delete a maintenance window",
    description: "What has begun stays in the history.",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.maintenance.delete(input)),
});

function timingOf(timing: z.infer<typeof RestTiming>): MaintenanceTiming {
  if (timing.kind !== "once") return timing;
  return { kind: "once", startsAt: Date.parse(timing.startsAt), endsAt: Date.parse(timing.endsAt) };
}

function restMaintenanceOf({ timing, present, next, ...window }: MaintenanceView) {
  return {
    ...window,
    timing: timing.kind === "once" ? withTimes(timing, ["startsAt", "endsAt"]) : timing,
    present: present && { startsAt: isoOf(present.startsAt), endsAt: isoOf(present.endsAt) },
    next: next.map((one) => withTimes(one, ["startsAt", "endsAt"])),
  };
}
