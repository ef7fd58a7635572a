import * as z from "zod";
import { MAX_MAINTENANCE_MIN, MaintenanceInput, MaintenanceScope } from "../maintenance.ts";
import { At, Moment, RestId } from "./rest-values.ts";

const [, RecurringTiming, HookTiming] = MaintenanceInput.shape.timing.options;

/** `once` with ISO moments; `recurring` on the wall clock of its zone; `hook` is started and stopped by a call. */
export const RestTiming = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("once"), startsAt: Moment, endsAt: Moment }),
  RecurringTiming,
  HookTiming,
]);
const { name } = MaintenanceInput.shape;
const fields = { name, timing: RestTiming, scope: z.strictObject(MaintenanceScope.shape) };

export const RestMaintenanceInput = z.strictObject(fields);
export const RestMaintenanceReplacement = z.strictObject({ id: RestId, ...fields });
/** A window that begins now. */
export const RestMaintenanceStart = z.strictObject({
  name,
  scope: fields.scope,
  durationMin: z.number().int().min(1, "A minute at least.").max(MAX_MAINTENANCE_MIN, "30 days at most."),
});

const Occurrence = z.object({ startsAt: At, endsAt: At });
export const RestMaintenance = z
  .object({
    id: z.uuid(),
    name: z.string(),
    timing: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("once"), startsAt: At, endsAt: At }),
      z.object({
        kind: z.literal("recurring"),
        startsLocal: z.string(),
        zone: z.string(),
        rule: z.string(),
        durationMin: z.number(),
      }),
      z.object({ kind: z.literal("hook"), maxMin: z.number() }),
    ]),
    sentence: z.string().meta({ description: "When it happens, in words." }),
    scope: z.object({
      everything: z.boolean(),
      monitors: z.array(z.object({ id: z.uuid(), name: z.string() })),
      tags: z.array(z.string()),
    }),
    present: Occurrence.nullable().meta({ description: "The one under way." }),
    next: z.array(Occurrence),
    hasHook: z.boolean(),
  })
  .meta({ id: "Maintenance" });

export const RestMaintenanceMade = z
  .object({
    id: z.uuid(),
    hookUrl: z.string().nullable().meta({ description: "Shown once: a repeated answer has null." }),
  })
  .meta({ id: "MaintenanceMade" });
