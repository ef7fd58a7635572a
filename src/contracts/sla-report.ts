import * as z from "zod";
import { TimeZone } from "./maintenance.ts";
import { CountedHours, Counting, Month } from "./objective.ts";

const Ms = z.number().int().nonnegative();
const Count = z.number().int().nonnegative();
/** SHA-256 in hex. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Percent with three decimals, cut: "99.982". Null when nothing is known. */
const Percent = z
  .string()
  .regex(/^\d{1,3}\.\d{3}$/)
  .nullable();
/** A UTC day such as 2026-10-05. */
const Day = z.iso.date();
const Span = z.tuple([Ms, Ms]);

/** Milliseconds by what held in them. */
const Spent = { upMs: Ms, downMs: Ms, unknownMs: Ms, maintenanceMs: Ms };

const Checks = z.strictObject({ expected: Count, ok: Count, failed: Count, internal: Count });

/**
 * One UTC day of one monitor, as it is sealed: offsets are milliseconds from the day's start. `states` begins at 0; each
 * holds until the next one. `absent` is before the monitor was there. `ms` is without maintenance, which has a part of its own.
 */
export const DayRecord = z.strictObject({
  v: z.literal(1),
  monitor: z.uuid(),
  day: Day,
  /** Place in the chain; 0: the day was not over and is not sealed. */
  seq: Count,
  /** The link that this one takes the place of; null: the first of its day. */
  corrects: z.number().int().positive().nullable(),
  states: z.array(z.tuple([Ms, z.enum(["up", "down", "unknown", "absent"])])).min(1),
  maintenance: z.array(Span),
  ms: z.strictObject({ up: Ms, down: Ms, unknown: Ms, absent: Ms, maintenance: Ms }),
  /** By region; private locations together as `private`. */
  checks: z.record(z.string().max(60), Checks),
});
export type DayRecord = z.infer<typeof DayRecord>;

const ReportChain = z.strictObject({
  monitor: z.uuid(),
  /** The hash before the first link here; 64 zeros where the chain begins. */
  previous: Digest,
  /** `body` is the canonical JSON of a DayRecord, `hash` SHA-256 of the hash before, a line feed and `body`. */
  links: z.array(z.strictObject({ seq: z.number().int().positive(), body: z.string(), hash: Digest })),
  /** Days that were not sealed when the report was made. */
  open: z.array(z.string()),
});
export type ReportChain = z.infer<typeof ReportChain>;

/** Everything that a reader needs to compute the result again. Times are epoch ms. */
export const SlaReport = z.strictObject({
  kind: z.literal("uptick.sla-report"),
  version: z.literal(1),
  id: z.uuid(),
  madeAtMs: Ms,
  /** The address of the installation that made it. */
  madeBy: z.string(),
  objective: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    /** Thousandths of a percent. */
    targetMilli: z.number().int().min(50_000).max(99_999),
    counting: Counting,
    zone: TimeZone,
    hours: CountedHours.nullable(),
    excludeMaintenance: z.boolean(),
  }),
  /** `toMs` is before the month's end where the month was not over. */
  period: z.strictObject({ month: Month, fromMs: Ms, toMs: Ms }),
  method: z.array(z.string()),
  exclusions: z.array(z.strictObject({ fromMs: Ms, toMs: Ms, reason: z.string(), by: z.string(), atMs: Ms })),
  /** The parts of the period that count: its hours without the exclusions. */
  counted: z.array(Span),
  result: z.strictObject({
    ...Spent,
    percent: Percent,
    coverage: Percent,
    /** Null when nothing is known. */
    met: z.boolean().nullable(),
    /** What may be down of the known time, cut to whole milliseconds. */
    budgetMs: Ms,
  }),
  monitors: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      ...Spent,
      percent: Percent,
      /** Of all its days in the report. */
      checks: Checks,
      /** The last link of it here; 0 and 64 zeros: none was sealed. */
      seq: Count,
      anchor: Digest,
    }),
  ),
  days: z.array(z.strictObject({ day: Day, ...Spent, percent: Percent })),
  incidents: z.array(
    z.strictObject({
      id: z.uuid(),
      monitor: z.uuid(),
      openedAtMs: Ms,
      /** Null: it was open. */
      closedAtMs: Ms.nullable(),
      durationMs: Ms,
      /** How its first failed check ended, such as `timeout`; `other` where none was kept. */
      causeClass: z.string(),
      cause: z.string(),
    }),
  ),
  chains: z.array(ReportChain),
  /** SHA-256 of the lines `<monitor> <seq> <anchor>`, in the order of `monitors`. */
  anchor: Digest,
  /** SHA-256 of the canonical JSON of all the rest. */
  digest: Digest,
});
export type SlaReport = z.infer<typeof SlaReport>;

/** A report that was made, for lists. */
export type SlaReportItem = {
  id: string;
  objectiveId: string | null;
  name: string;
  month: string;
  madeAt: number;
  automatic: boolean;
  percent: string | null;
  targetMilli: number;
  met: boolean | null;
  digest: string;
};
