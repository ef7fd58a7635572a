import * as z from "zod";
import { ProbeCheck } from "./check.ts";
import { RegionCode, Runtime } from "./region.ts";
import { Gap, Tick } from "./tick.ts";

export const MAX_TICKS_PER_REPORT = 500;

/** What a probe says when it starts. The region follows from its token. */
export const ProbeHello = z.object({
  instance: z.string().min(1).max(64),
  version: z.string().max(40),
  runtime: Runtime,
  kinds: z.array(z.string().max(20)).max(30),
});
export type ProbeHello = z.infer<typeof ProbeHello>;

export const ProbeWelcome = z.object({
  region: RegionCode,
  serverTime: z.number().int(),
  controlTargets: z.array(z.string()),
  /** Where people may ask about the checks; goes out with every request. */
  contactUrl: z.string().optional(),
});
export type ProbeWelcome = z.infer<typeof ProbeWelcome>;

/**
 * A monitor's configuration as the probe runs it. `slotOffsetMs` is the offset of this region's slots on the grid:
 * a scheduled job is due when `(scheduledAt − slotOffsetMs) mod intervalMs = 0` and `scheduledAt ≥ gridFrom`.
 * `state: "off"` stands for paused, deleted and no longer checked from this region alike: drop its queued jobs.
 */
export const ProbeConfig = z.discriminatedUnion("state", [
  z.object({ state: z.literal("off"), monitorId: z.number().int() }),
  z.object({
    state: z.literal("on"),
    monitorId: z.number().int(),
    configVersion: z.number().int(),
    intervalMs: z.number().int(),
    slotOffsetMs: z.number().int(),
    gridFrom: z.number().int(),
    timeoutMs: z.number().int(),
    // A probe may be older than what it asks.
    check: ProbeCheck,
    /** The values of the secrets that the check names; the probe puts them in and masks them in what it reports. */
    secrets: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
    /** Why the check cannot be run as it stands; its ticks are faults of ours, never the target's. */
    problem: z.string().optional(),
  }),
]);
export type ProbeConfig = z.infer<typeof ProbeConfig>;

export const MAX_CONFIGS_PER_CALL = 1000;
export const ProbeConfigsInput = z.object({
  monitorIds: z.array(z.number().int()).max(MAX_CONFIGS_PER_CALL),
  /** True when nobody between the probe and the app can read along: by TLS, on one machine, or as the operator says. */
  private: z.boolean().default(false),
});
export type ProbeConfigsInput = z.infer<typeof ProbeConfigsInput>;

/** `regionHealthy` is the control targets' answer for this batch: a sick region's ticks are stored without a vote. */
export const ProbeReport = z.object({
  ticks: z.array(Tick).max(MAX_TICKS_PER_REPORT),
  gaps: z.array(Gap).max(MAX_TICKS_PER_REPORT),
  regionHealthy: z.boolean(),
});
export type ProbeReport = z.infer<typeof ProbeReport>;

/** `dropped` ticks belong to deleted monitors or to a region the token does not own; they are no error. */
export const ProbeReceipt = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  dropped: z.number().int(),
});
export type ProbeReceipt = z.infer<typeof ProbeReceipt>;

/** Sent every 5 s: how the probe feels, and until when it knows what has changed. */
export const ProbeBeat = z.object({
  instance: z.string().min(1).max(64),
  version: z.string().max(40),
  runtime: Runtime,
  inFlight: z.number().int().nonnegative(),
  queued: z.number().int().nonnegative(),
  pendingEntries: z.number().int().nonnegative(),
  lagMs: z.number().int().nonnegative(),
  spooled: z.number().int().nonnegative(),
  rssBytes: z.number().int().nonnegative(),
  regionHealthy: z.boolean(),
  /** `serverTime` of the last answer it got, in epoch ms; null asks for no changes. */
  since: z.number().int().nullable().default(null),
});
export type ProbeBeat = z.infer<typeof ProbeBeat>;

export const MAX_CHANGES_PER_BEAT = 1000;

/**
 * The monitors of the probe's region that were changed or deleted after `since`, some of them told before. A `changed`
 * message in the stream is faster, but reaches one probe of the region only, and none when Redis was away.
 */
export const ProbeBeatReply = z.object({
  serverTime: z.number().int(),
  changedMonitorIds: z.array(z.number().int()).max(MAX_CHANGES_PER_BEAT),
  /** There are more than can be listed: every known configuration may have changed. */
  changedAll: z.boolean(),
});
export type ProbeBeatReply = z.infer<typeof ProbeBeatReply>;
