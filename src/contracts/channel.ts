import * as z from "zod";
import { TimeZone } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import type { NotificationKind } from "./notification.ts";

export const ChannelKind = z.enum([
  "email",
  "webhook",
  "slack",
  "discord",
  "teams",
  "telegram",
  "pagerduty",
  "opsgenie",
  "google-chat",
  "mattermost",
  "matrix",
  "ntfy",
  "gotify",
  "pushover",
  "pushbullet",
  "twilio-sms",
  "signal",
  "rocket-chat",
  "zulip",
  "line",
  "grafana-oncall",
  "incident-io",
  "splunk-on-call",
  "home-assistant",
  "apprise",
  "web-push",
]);
export type ChannelKind = z.infer<typeof ChannelKind>;

export type ChannelFieldKind = "text" | "secret" | "url" | "number" | "list" | "choice";

/** One field of a channel's form. Secret ones are encrypted, write-only and shown only as set or not set. */
export type ChannelField = {
  name: string;
  label: string;
  kind: ChannelFieldKind;
  choices?: string[];
  placeholder?: string;
  help?: string;
  optional?: boolean;
};

export type ChannelKindView = { kind: ChannelKind; label: string; help: string; fields: ChannelField[] };

const ChannelValue = z.union([z.string().max(10_000), z.number(), z.array(z.string().max(1_000)).max(100)]);

/**
 * What a form sends, by field name. In an update a secret that is left out (or "") keeps its old value and null removes
 * it; every other field is replaced, and removed when it is left out, "" or null.
 */
export const ChannelConfigInput = z.record(z.string().max(100), ChannelValue.nullable());
export type ChannelConfigInput = z.infer<typeof ChannelConfigInput>;

export const ChannelName = nameOf({
  missing: "Give the channel a name.",
  max: 120,
  tooLong: "A name has 120 characters at most.",
});

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Give a time such as 22:00.");

/**
 * From `from` until `to` by the wall clock of `zone` (over midnight when `to` is not after `from`), on the days that it
 * begins on (ISO: 1 is Monday). What happens then waits for the end and is dropped if it is over by then. Critical
 * monitors are told of at once.
 */
export const QuietHours = z.strictObject({
  from: ClockTime,
  to: ClockTime,
  zone: TimeZone,
  days: z.array(z.number().int().min(1).max(7)).min(1, "Choose at least one day.").max(7),
  exceptCritical: z.boolean(),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** In an update, what is left out stays as it is. */
export const ChannelSettings = z.strictObject({
  isDefault: z.boolean().optional(),
  fallbackChannelId: z.uuid().nullable().optional(),
  quietHours: QuietHours.nullable().optional(),
  /** Also tell of problems of Uptick itself. */
  tellsOwners: z.boolean().optional(),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;

export type ChannelView = {
  id: string;
  kind: ChannelKind;
  name: string;
  /** Without secrets. */
  config: Record<string, string | number | string[]>;
  /** Names of the secret fields that have a value. */
  secretsSet: string[];
  isDefault: boolean;
  enabled: boolean;
  /** Why Uptick switched it off; null while it is on or when a person switched it off. */
  disabledReason: string | null;
  fallbackChannelId: string | null;
  quietHours: QuietHours | null;
  tellsOwners: boolean;
  /** The circuit breaker is open until then; null: closed. */
  openUntil: number | null;
  monitors: number;
  createdAt: number;
  /** The newest finished delivery; null before the first. */
  lastDelivery: { at: number; status: "sent" | "failed" | "dead" } | null;
};

/**
 * `pending` until it is sent; `failed`: the receiver refused it for good; `dead`: every attempt failed; `suppressed`:
 * nobody had to be told, and `heldBecause` says why.
 */
export type DeliveryStatus = "pending" | "sent" | "failed" | "dead" | "suppressed";

export type DeliveryView = {
  id: string;
  channelId: string;
  channelName: string;
  channelKind: ChannelKind;
  incidentId: string | null;
  /** Null for a test message, and for an incident without a monitor. */
  monitor: { id: string; name: string } | null;
  /** What the message names: the monitor as it was called then, or the incident. */
  about: string;
  event: NotificationKind;
  status: DeliveryStatus;
  /** Why it waits or was not sent; null: nothing keeps it. */
  heldBecause: string | null;
  /** The delivery whose message also tells of this one. */
  leaderId: string | null;
  /** What was sent last, secrets masked; null before the first attempt. */
  request: { method: string; url: string; headers: Record<string, string>; body: string } | null;
  attempts: number;
  /** When it is tried next; null when it is not pending. */
  nextAt: number | null;
  lastError: string | null;
  responseStatus: number | null;
  responseBody: string | null;
  latencyMs: number | null;
  createdAt: number;
  sentAt: number | null;
};
export type DeliveryPage = { items: DeliveryView[]; nextCursor: string | null };
