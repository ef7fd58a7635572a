import * as z from "zod";
import { ChannelConfigInput, ChannelKind, ChannelName, ChannelSettings, QuietHours } from "../channel.ts";
import { At, RestId } from "./rest-values.ts";

const fields = {
  name: ChannelName,
  config: ChannelConfigInput.meta({ description: "By field name; GET /channel-kinds says which there are." }),
  ...ChannelSettings.shape,
  allMonitors: z
    .boolean()
    .default(false)
    .meta({ description: "Also told of every monitor that there is now." }),
};
export const RestChannelInput = z.strictObject({ kind: ChannelKind, ...fields });
/** A secret that is left out stays; every other field is replaced. */
export const RestChannelReplacement = z.strictObject({ id: RestId, ...fields });

export const RestChannel = z
  .object({
    id: z.uuid(),
    kind: ChannelKind,
    name: z.string(),
    config: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .meta({ description: "Without secrets." }),
    secretsSet: z.array(z.string()),
    isDefault: z.boolean(),
    enabled: z.boolean(),
    disabledReason: z.string().nullable(),
    fallbackChannelId: z.uuid().nullable(),
    quietHours: z.object({ ...QuietHours.shape }).nullable(),
    tellsOwners: z.boolean(),
    openUntil: At.nullable().meta({ description: "Nothing is sent until then: it kept failing." }),
    monitors: z.number(),
    createdAt: At,
    lastDelivery: z.object({ at: At, status: z.enum(["sent", "failed", "dead"]) }).nullable(),
  })
  .meta({ id: "Channel" });

export const RestChannelKind = z
  .object({
    kind: ChannelKind,
    label: z.string(),
    help: z.string(),
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        kind: z.enum(["text", "secret", "url", "number", "list", "choice"]),
        choices: z.array(z.string()).optional(),
        help: z.string().optional(),
        optional: z.boolean().optional(),
      }),
    ),
  })
  .meta({ id: "ChannelKind" });

export const RestChannelTest = z
  .object({
    sent: z.boolean(),
    reason: z.string().nullable().meta({ description: "Why it was not sent." }),
    status: z.number().nullable(),
    latencyMs: z.number().nullable(),
  })
  .meta({ id: "ChannelTest" });

export const RestEscalationPolicy = z
  .object({
    id: z.uuid(),
    name: z.string(),
    steps: z.array(
      z.object({
        afterMin: z.number(),
        channelIds: z.array(z.uuid()),
        scheduleIds: z.array(z.uuid()),
      }),
    ),
    repeat: z.number(),
    monitors: z.number(),
  })
  .meta({ id: "EscalationPolicy" });

export const RestOnCallSchedule = z
  .object({
    id: z.uuid(),
    name: z.string(),
    rotation: z.object({
      zone: z.string(),
      from: z.string().meta({ description: "A date in the zone." }),
      handover: z.string(),
      days: z.number(),
      channelIds: z.array(z.uuid()),
    }),
    overrides: z.array(z.object({ id: z.uuid(), channelId: z.uuid(), startsAt: At, endsAt: At })),
    turns: z
      .array(z.object({ channelId: z.uuid(), startsAt: At, endsAt: At, isOverride: z.boolean() }))
      .meta({ description: "The present turn and those of the next weeks." }),
  })
  .meta({ id: "OnCallSchedule" });
