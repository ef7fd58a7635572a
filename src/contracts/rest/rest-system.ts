import * as z from "zod";
import { Policy } from "../policy.ts";
import { Runtime } from "../region.ts";
import { SecretInput, SecretName } from "../secret.ts";
import { GapReason } from "../tick.ts";
import { At } from "./rest-values.ts";

export const RestRegion = z
  .object({
    code: z.string(),
    name: z.string(),
    runtime: Runtime,
    kinds: z.array(z.string()).meta({ description: "Which kinds of check it can run." }),
    isPrivate: z.boolean(),
    enabled: z.boolean(),
    standing: z.enum(["reporting", "cut_off", "sick", "silent", "never_seen"]),
    sickBecause: z.string().nullable(),
  })
  .meta({ id: "Region" });

export const RestSecret = z
  .object({
    name: z.string(),
    createdAt: At,
    updatedAt: At,
    updatedBy: z.string(),
    usedBy: z.number().meta({ description: "Monitors whose checks name it." }),
  })
  .meta({ id: "Secret" });
export const BySecretName = z.strictObject({ name: SecretName });
export const RestSecretInput = z.strictObject({ name: SecretName, value: SecretInput.shape.value });
export const RestSecretKept = z.object({ name: z.string() }).meta({ id: "SecretName" });

export const RestDefaultRules = z
  .object({ policy: z.object({ ...Policy.shape }), followers: z.number(), sentences: z.array(z.string()) })
  .meta({ id: "DefaultRules" });

export const RestSystemHealth = z
  .object({
    now: At,
    hours: z.number(),
    regions: z.array(
      z.object({ code: z.string(), plannedPerMin: z.number(), donePerMin: z.number().nullable() }),
    ),
    gaps: z.array(
      z.object({
        region: z.string(),
        regionName: z.string(),
        reason: GapReason,
        count: z.number(),
        lastAt: At,
      }),
    ),
    faults: z.array(
      z.object({
        region: z.string(),
        regionName: z.string(),
        kind: z.enum(["control", "mass_failure"]),
        reason: z.string(),
        from: At,
        to: At.nullable(),
      }),
    ),
    outbox: z.object({ waiting: z.number(), since: At.nullable() }),
  })
  .meta({ id: "SystemHealth" });

/** RFC 9457. */
export const RestProblem = z.object({
  type: z.string().meta({ description: "An address that explains this kind of problem." }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().meta({ description: "The number of the request, as in X-Request-Id." }),
  code: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string().optional().meta({ description: "A JSON pointer into the body (RFC 6901)." }),
        parameter: z
          .string()
          .optional()
          .meta({ description: "A parameter of the path or the query, or a header." }),
        detail: z.string(),
      }),
    )
    .optional(),
});
