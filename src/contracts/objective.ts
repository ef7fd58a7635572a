import * as z from "zod";
import { Tag, TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time such as 09:00.");

/** Percent with three decimals at most; in arithmetic it is an integer of thousandths, see domain/objective. */
const TargetPercent = z
  .number()
  .min(50, "50 % at least.")
  .max(99.999, "99.999 % at most.")
  .refine(
    (percent) => Math.abs(percent * 1000 - Math.round(percent * 1000)) < 1e-6,
    "Three decimals at most.",
  );

export const ObjectiveScope = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("monitors"),
    monitorIds: z.array(z.uuid()).min(1, "Choose at least one monitor.").max(200, "200 monitors at most."),
  }),
  z.strictObject({ kind: z.literal("tag"), tag: Tag }),
]);
export type ObjectiveScope = z.infer<typeof ObjectiveScope>;

/** `any_down`: the group is down while any of it is down. `average`: each monitor's time counts by itself. */
export const Counting = z.enum(["any_down", "average"]);
export type Counting = z.infer<typeof Counting>;

export const ROLLING_DAYS = [7, 28, 30, 90] as const;
export const CALENDAR_PERIODS = ["week", "month", "quarter"] as const;
/** Weeks begin on Monday; calendar periods follow the objective's zone. */
export const ObjectiveWindow = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rolling"), days: z.literal(ROLLING_DAYS) }),
  z.strictObject({ kind: z.literal("calendar"), period: z.enum(CALENDAR_PERIODS) }),
]);
export type ObjectiveWindow = z.infer<typeof ObjectiveWindow>;

/**
 * From `from` until `to` by the wall clock of the objective's zone (until the next day when `to` is not after `from`), on the
 * days that it begins on (ISO: 1 is Monday).
 */
export const CountedHours = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one day.").max(7),
  from: ClockTime,
  to: ClockTime,
});
export type CountedHours = z.infer<typeof CountedHours>;

export const ObjectiveInput = z.strictObject({
  name: nameOf({ missing: "Give the objective a name.", max: 120 }),
  targetPercent: TargetPercent,
  scope: ObjectiveScope,
  counting: Counting,
  window: ObjectiveWindow,
  /** IANA: of calendar periods, hours and the months of reports. */
  zone: TimeZone,
  /** Null: around the clock. */
  hours: CountedHours.nullable(),
  excludeMaintenance: z.boolean(),
  burnAlerts: z.boolean(),
  /** Whom burn alerts tell; empty: the channels of the monitors. */
  channelIds: z.array(z.uuid()).max(50),
  /** Members who are sent each month's report. */
  mailTo: z.array(z.uuid()).max(50),
});
export type ObjectiveInput = z.infer<typeof ObjectiveInput>;

const Moment = z.number().int().min(0).max(8_000_000_000_000);

export const ExclusionInput = z
  .strictObject({
    objectiveId: z.uuid(),
    startsAt: Moment,
    endsAt: Moment,
    reason: nameOf({ missing: "Say why it does not count.", max: 500 }),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ["endsAt"],
    message: "It must end after it starts.",
  })
  .refine(({ startsAt, endsAt }) => endsAt - startsAt <= 31 * 86_400_000, {
    path: ["endsAt"],
    message: "31 days at most.",
  });
export type ExclusionInput = z.infer<typeof ExclusionInput>;

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "Give a month such as 2026-10.");

export type ExclusionView = {
  id: string;
  startsAt: number;
  endsAt: number;
  reason: string;
  by: string;
  at: number;
};

/** Exact milliseconds; of `average` summed over the monitors. Whoever shows `percent` shows it as it is: it is cut, not rounded. */
export type BudgetView = {
  fromMs: number;
  /** The end of the window: now, or when the calendar period ends. */
  toMs: number;
  /** How many monitors' time is summed: 1 unless the objective averages. */
  parts: number;
  upMs: number;
  downMs: number;
  unknownMs: number;
  maintenanceMs: number;
  /** Such as "99.982"; null when nothing is known. */
  percent: string | null;
  met: boolean | null;
  /** Known time of the time that counts, such as "99.9"; null when nothing counts yet. */
  coverage: string | null;
  budgetMs: number;
  leftMs: number;
  /** When it is used up at the rate of the last 24 counted hours; null: not before the window's end. */
  endsAtMs: number | null;
};

export type ObjectiveView = {
  id: string;
  input: ObjectiveInput;
  /** How it is counted, in sentences. */
  method: string[];
  /** Those of its monitors that the reader may see. */
  monitors: { id: string; name: string }[];
  /** How many there are. */
  monitorCount: number;
  budget: BudgetView;
  /** The open burn alert. */
  alert: { incidentId: string; reason: string } | null;
};

/** What is left of the budget at the end of each day (0…1, less than 0 when overspent), and what the day used of it. */
export type BudgetPoint = { at: number; left: number; usedMs: number; unknownMs: number };

export type ObjectiveDetail = ObjectiveView & { exclusions: ExclusionView[]; burn: BudgetPoint[] };
