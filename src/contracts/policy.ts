import * as z from "zod";

/** How loud a monitor is: critical ones break quiet hours. */
export const Severity = z.enum(["critical", "normal"]);
export type Severity = z.infer<typeof Severity>;

/** How many of the healthy regions must agree before a monitor is down. */
export const Quorum = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("any") }),
  z.strictObject({ kind: z.literal("majority") }),
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({
    kind: z.literal("count"),
    regions: z.number().int().min(1, "At least one region.").max(50, "50 regions at most."),
  }),
]);
export type Quorum = z.infer<typeof Quorum>;

export const SlowPhase = z.enum(["total", "dns", "connect", "tls", "ttfb", "transfer"]);
export type SlowPhase = z.infer<typeof SlowPhase>;

/** A successful check is slow when the phase takes longer: than `ms`, or than `percent` of last week's median of the hour. */
export const SlowRule = z.strictObject({
  phase: SlowPhase,
  limit: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("absolute"), ms: z.number().int().min(1).max(600_000) }),
    z.strictObject({ kind: z.literal("relative"), percent: z.number().int().min(101).max(10_000) }),
  ]),
});
export type SlowRule = z.infer<typeof SlowRule>;

/**
 * How observations become a verdict. A region fails after `failuresInARow` failed checks and is well again after
 * `successesInARow` successful ones. `changes` of up and down within `windowSec` are flapping, which ends after
 * `calmSec` without one. During `graceSec` after its creation a monitor is never down.
 */
export const Policy = z.strictObject({
  quorum: Quorum.default({ kind: "majority" }),
  failuresInARow: z.number().int().min(1, "At least one.").max(20, "20 at most.").default(2),
  successesInARow: z.number().int().min(1, "At least one.").max(20, "20 at most.").default(1),
  slowRules: z.array(SlowRule).max(12, "12 rules at most.").default([]),
  flapping: z
    .strictObject({
      changes: z.number().int().min(3, "At least three.").max(50),
      windowSec: z.number().int().min(60).max(86_400),
      calmSec: z.number().int().min(60).max(86_400),
    })
    .nullable()
    .default({ changes: 4, windowSec: 900, calmSec: 600 }),
  graceSec: z.number().int().min(0).max(86_400).default(0),
  /** While an incident is open and nobody has acknowledged it; null: once is enough. */
  remindEverySec: z.number().int().min(60, "A minute at least.").max(604_800).nullable().default(null),
});
export type Policy = z.infer<typeof Policy>;

/** As it was written, also by a newer version that is gone again: what this one does not know is left out. */
export const StoredPolicy = z.object(Policy.shape);

export const DEFAULT_POLICY: Policy = Policy.parse({});

/** What a person chooses for one monitor beyond its check. `policy` null: the workspace's. */
export const AlertRules = z.strictObject({
  policy: Policy.nullable(),
  severity: Severity,
  parentIds: z.array(z.uuid()).max(20, "20 parents at most."),
  escalationPolicyId: z.uuid().nullable(),
});
export type AlertRules = z.infer<typeof AlertRules>;

/** A monitor's rules with what they refer to. Sentences say how they decide, warnings what they cannot do here. */
export type AlertRulesView = {
  rules: AlertRules;
  workspacePolicy: Policy;
  parents: { id: string; name: string }[];
  escalationPolicy: { id: string; name: string } | null;
  /** How many regions check the monitor, and how often. */
  regions: number;
  intervalMs: number;
  timeoutMs: number;
  sentences: string[];
  warnings: string[];
};

/** What monitors without a policy of their own follow. `followers`: how many there are. */
export type WorkspacePolicyView = { policy: Policy; followers: number; sentences: string[] };
