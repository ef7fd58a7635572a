import * as z from "zod";
import { assertionsOf } from "./assertion.ts";

export const MIN_PERIOD_SEC = 10;
export const MAX_PERIOD_SEC = 366 * 86_400;

/** When the job is expected: every so often, or as a cron expression (5 fields) in an IANA zone says. */
export const HeartbeatTiming = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("period"),
    periodSec: z
      .number()
      .int()
      .min(MIN_PERIOD_SEC, "The shortest period is 10 seconds.")
      .max(MAX_PERIOD_SEC, "The longest period is a year."),
  }),
  z.strictObject({
    type: z.literal("cron"),
    expression: z.string().trim().min(1, "Give a cron expression, such as 0 3 * * *.").max(100),
    zone: z.string().min(1).max(64),
  }),
]);
export type HeartbeatTiming = z.infer<typeof HeartbeatTiming>;

/** A job that reports by itself. `graceSec` is how late it may be; `maxRunSec` how long it may take after `/start`. */
export const HeartbeatCheck = z.strictObject({
  kind: z.literal("heartbeat"),
  timing: HeartbeatTiming,
  graceSec: z
    .number()
    .int()
    .min(0)
    .max(30 * 86_400)
    .default(60),
  maxRunSec: z
    .number()
    .int()
    .min(1)
    .max(7 * 86_400)
    .nullable()
    .default(null),
  /** On the body that the job sends. */
  assertions: assertionsOf("heartbeat"),
});
export type HeartbeatCheck = z.infer<typeof HeartbeatCheck>;
