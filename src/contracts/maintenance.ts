import * as z from "zod";
import { nameOf } from "./name.ts";

/** IANA, such as Europe/Berlin. */
export const TimeZone = z.string().max(60).refine(isTimeZone, "Choose a time zone such as Europe/Berlin.");

const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "Give a date and a time, such as 2026-03-08T02:30.");

export const MAX_MAINTENANCE_MIN = 30 * 24 * 60;
const DurationMin = z
  .number()
  .int()
  .min(1, "A minute at least.")
  .max(MAX_MAINTENANCE_MIN, "30 days at most.");

/**
 * `once` and `hook` are moments (epoch ms); `hook` is started and stopped by a call and ends by itself after `maxMin`.
 * `recurring` follows the wall clock of `zone`: a start that the clock skips is the first moment after the gap, one that
 * it passes twice is the first, and every occurrence lasts `durationMin` minutes of real time.
 */
export const MaintenanceTiming = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("once"), startsAt: z.number().int(), endsAt: z.number().int() })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
      path: ["endsAt"],
      message: "It must end after it starts.",
    })
    .refine(({ startsAt, endsAt }) => endsAt - startsAt <= MAX_MAINTENANCE_MIN * 60_000, {
      path: ["endsAt"],
      message: "30 days at most.",
    }),
  z.strictObject({
    kind: z.literal("recurring"),
    startsLocal: LocalTime,
    zone: TimeZone,
    /** RFC 5545, such as `FREQ=WEEKLY;BYDAY=SU`. */
    rule: z.string().trim().min(1, "Give a rule.").max(500),
    durationMin: DurationMin,
  }),
  z.strictObject({ kind: z.literal("hook"), maxMin: DurationMin }),
]);
export type MaintenanceTiming = z.infer<typeof MaintenanceTiming>;

export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9:._-]{0,39}$/, "A tag has up to 40 letters, digits and : . _ - without spaces.");

/** Which monitors: everything, or these and all that carry one of the tags. */
export const MaintenanceScope = z
  .strictObject({
    everything: z.boolean(),
    monitorIds: z.array(z.uuid()).max(1_000),
    tags: z.array(Tag).max(50),
  })
  .refine((scope) => scope.everything || scope.monitorIds.length + scope.tags.length > 0, {
    path: ["monitorIds"],
    message: "Choose monitors, tags or everything.",
  });
export type MaintenanceScope = z.infer<typeof MaintenanceScope>;

export const MaintenanceInput = z.strictObject({
  name: nameOf({ missing: "Give the window a name.", max: 120 }),
  timing: MaintenanceTiming,
  scope: MaintenanceScope,
});
export type MaintenanceInput = z.infer<typeof MaintenanceInput>;

export type MaintenanceView = {
  id: string;
  name: string;
  timing: MaintenanceTiming;
  /** When it happens, in words. */
  sentence: string;
  scope: { everything: boolean; monitors: { id: string; name: string }[]; tags: string[] };
  /** The one under way; null between windows. */
  present: { startsAt: number; endsAt: number } | null;
  /** The next five, epoch ms. */
  next: { startsAt: number; endsAt: number }[];
  /** What the clocks of the zone do to those; null: nothing. */
  clockNote: string | null;
  hasHook: boolean;
};

/** One occurrence of any window, for the list of what is coming. */
export type UpcomingMaintenance = {
  id: string;
  name: string;
  startsAt: number;
  endsAt: number;
  monitors: number;
};

export const MAX_CALENDAR_DAYS = 62;
const Moment = z.number().int().min(0).max(8_000_000_000_000);
export const CalendarSpan = z
  .strictObject({ fromMs: Moment, toMs: Moment })
  .refine(({ fromMs, toMs }) => fromMs < toMs && toMs - fromMs <= MAX_CALENDAR_DAYS * 86_400_000, {
    path: ["toMs"],
    message: `Choose a span of at most ${MAX_CALENDAR_DAYS} days whose end is after its start.`,
  });
export type CalendarSpan = z.infer<typeof CalendarSpan>;

/** What a timing would do from now on. `problem` names the field of the timing that is wrong; the rest is then empty. */
export type MaintenancePreview = {
  problem: { field: string; message: string } | null;
  sentence: string;
  occurrences: { startsAt: number; endsAt: number }[];
  /** What the clocks of the zone do to them; null: nothing. */
  clockNote: string | null;
};

/** The address to call; the token is in it and is shown this once. */
export type MaintenanceHook = { id: string; hookUrl: string | null };

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    // RangeError is how Intl says no.
    return false;
  }
}
