import * as z from "zod";
import { TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";

/** Whom a step tells: channels, and who is on call in these schedules at that moment. */
export const EscalationStep = z
  .strictObject({
    afterMin: z.number().int().min(0).max(10_080),
    channelIds: z.array(z.uuid()).max(50),
    scheduleIds: z.array(z.uuid()).max(10),
  })
  .refine((step) => step.channelIds.length + step.scheduleIds.length > 0, {
    path: ["channelIds"],
    message: "A step tells at least one channel or schedule.",
  });
export type EscalationStep = z.infer<typeof EscalationStep>;

/**
 * `afterMin` counts from the step before (the first from the start of the incident). After the last step the whole list
 * is gone through again `repeat` times. It stops when the incident is acknowledged or resolved.
 */
export const EscalationSteps = z.strictObject({
  steps: z.array(EscalationStep).min(1, "At least one step.").max(20),
  repeat: z.number().int().min(0).max(20),
});
export type EscalationSteps = z.infer<typeof EscalationSteps>;

export const EscalationPolicyInput = EscalationSteps.extend({
  name: nameOf({ missing: "Give the policy a name.", max: 120 }),
});
export type EscalationPolicyInput = z.infer<typeof EscalationPolicyInput>;
export type EscalationPolicyView = EscalationPolicyInput & { id: string; monitors: number };

/**
 * Who is on call: `channelIds` take turns, each for `days` days, handed over at `handover` of `zone`'s wall clock. The
 * first turn begins on `from` (a date there). A channel may come more than once.
 */
export const Rotation = z.strictObject({
  zone: TimeZone,
  from: z.iso.date(),
  handover: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time such as 09:00."),
  days: z.number().int().min(1).max(28),
  channelIds: z.array(z.uuid()).min(1, "Choose at least one channel.").max(50),
});
export type Rotation = z.infer<typeof Rotation>;

export const OnCallScheduleInput = z.strictObject({
  name: nameOf({ missing: "Give the schedule a name.", max: 120 }),
  rotation: Rotation,
});
export type OnCallScheduleInput = z.infer<typeof OnCallScheduleInput>;

export const OnCallOverrideInput = z
  .strictObject({
    scheduleId: z.uuid(),
    channelId: z.uuid(),
    startsAt: z.number().int(),
    endsAt: z.number().int(),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ["endsAt"],
    message: "It must end after it starts.",
  });
export type OnCallOverrideInput = z.infer<typeof OnCallOverrideInput>;

export type OnCallTurn = { channelId: string; startsAt: number; endsAt: number; isOverride: boolean };
export type OnCallScheduleView = OnCallScheduleInput & {
  id: string;
  overrides: { id: string; channelId: string; startsAt: number; endsAt: number }[];
  /** The present turn and those of the next weeks, overrides applied. */
  turns: OnCallTurn[];
};
