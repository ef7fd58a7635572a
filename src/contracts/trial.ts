import * as z from "zod";
import { Check, MAX_TIMEOUT_MS, MIN_TIMEOUT_MS, refuseBodyOfGet } from "./check.ts";
import { RegionCode } from "./region.ts";
import { Evidence, Tick } from "./tick.ts";

/** What of a monitor is needed to try it once, before it is saved. */
export const TrialInput = z
  .strictObject({
    check: Check,
    timeoutMs: z.number().int().min(MIN_TIMEOUT_MS).max(MAX_TIMEOUT_MS),
    regions: z.array(RegionCode).min(1, "Choose at least one region.").max(50),
  })
  .refine(({ check }) => check.kind !== "heartbeat", {
    path: ["check", "kind"],
    message: "A heartbeat comes in by itself: save the monitor and send one.",
  })
  .superRefine(refuseBodyOfGet);
export type TrialInput = z.infer<typeof TrialInput>;

/** What a probe saw. It is no tick: nothing is judged by it, and nothing counts it. */
export const TrialResult = Tick.pick({
  outcome: true,
  status: true,
  totalUs: true,
  dnsUs: true,
  connectUs: true,
  tlsUs: true,
  ttfbUs: true,
  transferUs: true,
  bytes: true,
}).extend({ evidence: Evidence });
export type TrialResult = z.infer<typeof TrialResult>;

export const TrialReport = z.object({ trialId: z.number().int().positive(), result: TrialResult });
export type TrialReport = z.infer<typeof TrialReport>;

/** False when nobody waits for it any more. */
export const TrialReceipt = z.object({ taken: z.boolean() });
export type TrialReceipt = z.infer<typeof TrialReceipt>;

/** How one region gets on. `offline`: no probe of it was there to ask; `silent`: it was asked and never answered. */
export type TrialAnswer = { region: string; name: string } & (
  | { state: "waiting" | "offline" | "silent" }
  | { state: "answered"; result: TrialResult; afterMs: number }
);

export type TrialView = { id: string; timeoutMs: number; done: boolean; answers: TrialAnswer[] };
