import * as z from "zod";
import { BacktestInput } from "../backtest.ts";
import { ExclusionInput, Month, ObjectiveInput } from "../objective.ts";
import { Policy } from "../policy.ts";
import { SlaReport } from "../sla-report.ts";
import { At, Moment, RestId } from "./rest-values.ts";

export const RestObjectiveReplacement = z.strictObject({ id: RestId, ...ObjectiveInput.shape });
export const RestExclusionInput = z.strictObject({
  id: RestId,
  startsAt: Moment,
  endsAt: Moment,
  reason: ExclusionInput.shape.reason,
});

const Budget = z.object({
  from: At,
  to: At,
  upMs: z.number(),
  downMs: z.number(),
  unknownMs: z.number(),
  maintenanceMs: z.number(),
  percent: z.string().nullable().meta({ description: "Such as 99.982: cut, not rounded." }),
  met: z.boolean().nullable(),
  coverage: z.string().nullable(),
  budgetMs: z.number(),
  leftMs: z.number(),
  endsAt: At.nullable().meta({ description: "When it is used up at the present rate." }),
});
/** As it is now: the last of its monitors may be gone. */
const StoredScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("monitors"), monitorIds: z.array(z.uuid()) }),
  z.object({ kind: z.literal("tag"), tag: z.string() }),
]);
const objective = {
  id: z.uuid(),
  config: z.object({ ...ObjectiveInput.shape, scope: StoredScope }),
  method: z.array(z.string()),
  monitorCount: z.number(),
  budget: Budget,
  alert: z.object({ incidentId: z.uuid(), reason: z.string() }).nullable(),
};
export const RestObjectiveItem = z.object(objective).meta({ id: "ObjectiveItem" });
export const RestObjective = z
  .object({
    ...objective,
    exclusions: z.array(
      z.object({ id: z.uuid(), startsAt: At, endsAt: At, reason: z.string(), by: z.string(), at: At }),
    ),
  })
  .meta({ id: "Objective" });

export const RestReportQuery = z.strictObject({ objectiveId: RestId.optional() });
export const RestReportInput = z.strictObject({ id: RestId, month: Month });
export const RestReportItem = z
  .object({
    id: z.uuid(),
    objectiveId: z.uuid().nullable(),
    name: z.string(),
    month: z.string(),
    madeAt: At,
    automatic: z.boolean(),
    percent: z.string().nullable(),
    targetMilli: z.number(),
    met: z.boolean().nullable(),
    digest: z.string(),
  })
  .meta({ id: "ReportItem" });
/** Sealed by its digest, and so byte for byte as it was made: its times are epoch milliseconds. */
export const RestReport = SlaReport.meta({ id: "Report" });

export const RestBacktestInput = z.strictObject({
  monitorIds: BacktestInput.shape.monitorIds,
  from: Moment,
  to: Moment,
  policy: Policy,
});
const backtest = {
  id: z.uuid(),
  status: z.enum(["running", "done", "failed", "cancelled"]),
  monitorIds: z.array(z.uuid()),
  from: At,
  to: At,
  policy: z.object({ ...Policy.shape }),
  done: z.number(),
  total: z.number(),
  error: z.string().nullable(),
  createdAt: At,
};
export const RestBacktestItem = z.object(backtest).meta({ id: "BacktestItem" });
export const RestBacktest = z
  .object({
    ...backtest,
    result: z
      .object({
        monitors: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            ticks: z.number(),
            presentAlerts: z.number(),
            newAlerts: z.number(),
          }),
        ),
        alerts: z.array(
          z.object({
            monitorId: z.uuid(),
            kind: z.enum(["kept", "lost", "added"]),
            presentAt: At.nullable(),
            newAt: At.nullable(),
            endedAt: At.nullable(),
            delayMs: z.number().nullable(),
            isNoise: z.boolean(),
            reason: z.string(),
          }),
        ),
        isCut: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: "Backtest" });
