import * as z from "zod";
import { ChannelKind } from "../channel.ts";
import {
  IncidentEventKind,
  IncidentKind,
  IncidentMessage,
  IncidentState,
  ManualIncidentInput,
  PostMortem,
} from "../incident.ts";
import { Severity } from "../policy.ts";
import { Verdict } from "../verdict.ts";
import { At, Cursor, limitOf, RestId } from "./rest-values.ts";

export const RestIncidentQuery = z.strictObject({
  state: IncidentState.optional(),
  kind: IncidentKind.optional(),
  monitorId: RestId.optional(),
  search: z.string().max(200).optional(),
  cursor: Cursor.optional(),
  limit: limitOf(100, 25),
});
export const RestIncidentInput = z.strictObject({
  title: ManualIncidentInput.shape.title,
  severity: Severity.default("normal"),
  monitorIds: ManualIncidentInput.shape.monitorIds.default([]),
  message: z.string().trim().max(10_000).default(""),
  tellChannels: z.boolean().default(false).meta({ description: "Also tell the channels of these monitors." }),
});
export const RestIncidentText = z.strictObject({ id: RestId, message: IncidentMessage });
export const RestResolution = z.strictObject({
  id: RestId,
  message: z.string().trim().max(10_000).optional(),
});
export const RestPostMortem = z.strictObject({ id: RestId, markdown: PostMortem });

const Named = z.object({ id: z.uuid(), name: z.string() });
const Titled = z.object({ id: z.uuid(), title: z.string() });

const item = {
  id: z.uuid(),
  kind: IncidentKind,
  state: IncidentState,
  title: z.string(),
  severity: Severity,
  worst: Verdict,
  openedAt: At,
  closedAt: At.nullable(),
  cause: z.string(),
  monitor: Named.nullable(),
  acknowledgedBy: z.string().nullable(),
  assignee: z.string().nullable(),
  causedBy: Titled.nullable(),
  affectedCount: z.number(),
  isMerged: z.boolean(),
};
export const RestIncidentItem = z.object(item).meta({ id: "IncidentItem" });

export const RestIncident = z
  .object({
    ...item,
    firstFailedAt: At.nullable(),
    acknowledgedAt: At.nullable(),
    mergedInto: Titled.nullable(),
    affected: z.array(Named),
    events: z.array(
      z.object({
        id: z.string(),
        at: At,
        kind: IncidentEventKind,
        region: z.string().nullable(),
        actor: z.string().nullable(),
        message: z.string(),
      }),
    ),
    telling: z.array(z.string()).meta({ description: "Who was told, or why nobody was: sentences." }),
    postMortem: z.string().nullable(),
    nextStepAt: At.nullable(),
    nextReminderAt: At.nullable(),
  })
  .meta({ id: "Incident" });

export const RestDeliveryQuery = z.strictObject({
  channelId: RestId.optional(),
  incidentId: RestId.optional(),
  monitorId: RestId.optional(),
  cursor: Cursor.optional(),
  limit: limitOf(100, 50),
});
export const RestDelivery = z
  .object({
    id: z.uuid(),
    channelId: z.uuid(),
    channelName: z.string(),
    channelKind: ChannelKind,
    incidentId: z.uuid().nullable(),
    monitor: Named.nullable(),
    about: z.string(),
    event: z.string(),
    status: z.enum(["pending", "sent", "failed", "dead", "suppressed"]),
    heldBecause: z.string().nullable(),
    attempts: z.number(),
    nextAt: At.nullable(),
    lastError: z.string().nullable(),
    responseStatus: z.number().nullable(),
    latencyMs: z.number().nullable(),
    createdAt: At,
    sentAt: At.nullable(),
  })
  .meta({ id: "Delivery" });
