import * as z from "zod";
import { Origin } from "./job.ts";
import { OUTCOMES } from "./outcomes.ts";

/**
 * What a check saw. `ok` means every expectation held. `internal` is a fault of the probe itself and never counts
 * against the target; `blocked` means that policy forbade the connection. All others are failures of the target.
 * The position in this list is stored (smallint): append only.
 */
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

const Micros = z.number().int().nonnegative().max(2_147_483_647);

/** Kept for failures and changes only. Body and headers are samples: 4 KB each at most. */
export const Evidence = z.object({
  message: z.string().max(500),
  remoteAddress: z.string().max(64).nullable(),
  resolvedAddresses: z.array(z.string().max(64)).max(20),
  redirects: z.array(z.object({ status: z.number().int(), location: z.string().max(2048) })).max(10),
  responseHeaders: z.array(z.tuple([z.string().max(256), z.string().max(1024)])).max(60),
  bodySample: z.string().max(4096).nullable(),
  certificate: z
    .object({
      subject: z.string().max(300),
      issuer: z.string().max(300),
      validFrom: z.string(),
      validTo: z.string(),
      authorizationError: z.string().nullable(),
    })
    .nullable(),
  /** Each assertion as a sentence, with the value that was seen. */
  assertions: z
    .array(z.object({ text: z.string().max(500), observed: z.string().max(500), held: z.boolean() }))
    .max(40)
    .optional(),
  /** What was said on the wire, `> ` sent and `< ` received. */
  transcript: z.string().max(4096).optional(),
  /** One line a hop: number, address, milliseconds. */
  route: z.array(z.string().max(120)).max(40).optional(),
  /** Of a multi-step or browser check, in order; what was not reached is missing. */
  steps: z
    .array(
      z.object({
        name: z.string().max(120),
        outcome: Outcome,
        status: z.number().int().nullable(),
        totalUs: Micros,
        message: z.string().max(500),
      }),
    )
    .max(50)
    .optional(),
  /** Ids of files that were handed in beside the tick, such as a screenshot. */
  artifacts: z
    .array(z.object({ id: z.uuid(), kind: z.enum(["screenshot", "trace"]) }))
    .max(5)
    .optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** What is true of a target for longer than a moment: one value per monitor, region and key. Times are ISO 8601. */
export const Finding = z.object({
  key: z.enum([
    "certificateExpiresAt",
    "certificateIssuer",
    "tlsProtocol",
    "domainExpiresAt",
    "registrar",
    "httpVersion",
    "serverVersion",
    "records",
    "lcpMs",
    "cls",
    "inpMs",
  ]),
  value: z.string().max(1000),
});
export type Finding = z.infer<typeof Finding>;

/**
 * The observation for a slot. `scheduledAt` is epoch ms; phases are microseconds, null where the runtime cannot see
 * them or the phase did not happen; `lateMs` is start − scheduledAt by the probe's clock.
 */
export const Tick = z.object({
  monitorId: z.number().int().positive(),
  configVersion: z.number().int().positive(),
  scheduledAt: z.number().int().positive(),
  origin: Origin,
  lateMs: z.number().int().min(-60_000).max(3_600_000),
  outcome: Outcome,
  status: z.number().int().min(100).max(999).nullable(),
  totalUs: Micros,
  dnsUs: Micros.nullable(),
  connectUs: Micros.nullable(),
  tlsUs: Micros.nullable(),
  ttfbUs: Micros.nullable(),
  transferUs: Micros.nullable(),
  bytes: z.number().int().nonnegative().max(2_147_483_647),
  evidence: Evidence.optional(),
  /** Sent when they are new or have changed, and once an hour. */
  findings: z.array(Finding).max(20).optional(),
});
export type Tick = z.infer<typeof Tick>;

/**
 * Why a due slot has no tick. `back_off` was left out on purpose, because the target has failed for long: it is neither
 * missed nor expected. The position in this list is stored (smallint): append only.
 */
export const GapReason = z.enum([
  "late",
  "not_scheduled",
  "backpressure",
  "lost",
  "poison",
  "unsupported",
  "config_unavailable",
  "back_off",
]);
export type GapReason = z.infer<typeof GapReason>;

/** As it is stored. */
export const BACK_OFF = GapReason.options.indexOf("back_off");

export const Gap = z.object({
  monitorId: z.number().int().positive(),
  scheduledAt: z.number().int().positive(),
  reason: GapReason,
});
export type Gap = z.infer<typeof Gap>;
