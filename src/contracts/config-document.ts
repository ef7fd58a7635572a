import * as z from "zod";
import { ChannelKind, ChannelName, QuietHours } from "./channel.ts";
import { Check, MonitorInput, refuseBodyOfGet, refuseRepeatedRegions, refuseUnfitTiming } from "./check.ts";
import { HttpCheck, refuseBrokenJson } from "./checks/http.ts";
import { ConfigKey, EnvReference, keyedOnce, Moment } from "./config-key.ts";
import { EmailAddress } from "./email-address.ts";
import { EscalationPolicyInput, EscalationStep, OnCallScheduleInput, Rotation } from "./escalation.ts";
import { MAX_MAINTENANCE_MIN, MaintenanceInput, MaintenanceTiming, Tag } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { ObjectiveInput, ObjectiveScope } from "./objective.ts";
import { AlertRules, Policy } from "./policy.ts";
import { SecretName } from "./secret.ts";
import {
  AutoPosts,
  ComponentInput,
  CustomDomain,
  SectionInput,
  StatusAccess,
  StatusLook,
  StatusPageInput,
  StatusPageState,
} from "./status-page.ts";

/** Entries of one document, all kinds together. */
export const MAX_CONFIG_ENTRIES = 10_000;

const Keys = z.array(ConfigKey);

/** In a document only the address of an HTTP check has to be given. */
const DocumentHttpCheck = z
  .strictObject({
    ...HttpCheck.shape,
    method: HttpCheck.shape.method.default("GET"),
    headers: HttpCheck.shape.headers.default([]),
    body: HttpCheck.shape.body.default(null),
    followRedirects: HttpCheck.shape.followRedirects.default(true),
    expectedStatus: HttpCheck.shape.expectedStatus.default([{ from: 200, to: 299 }]),
    keyword: HttpCheck.shape.keyword.default(null),
  })
  .superRefine(refuseBrokenJson);
const DocumentCheck = z.discriminatedUnion("kind", [
  DocumentHttpCheck,
  ...Check.options.filter((option) => option !== HttpCheck),
]);

/**
 * What is left out of `regions`, `channels` and `paused` stays as it is. A new monitor is then checked from every shared
 * region that can, tells the default channels, and runs.
 */
export const MonitorEntry = z
  .strictObject({
    key: ConfigKey,
    name: MonitorInput.shape.name,
    check: DocumentCheck,
    intervalSec: MonitorInput.shape.intervalSec.default(60),
    timeoutMs: MonitorInput.shape.timeoutMs.default(10_000),
    regions: MonitorInput.shape.regions.optional(),
    tags: MonitorInput.shape.tags,
    paused: z.boolean().optional(),
    /** Null: the workspace's. */
    policy: AlertRules.shape.policy.default(null),
    severity: AlertRules.shape.severity.default("normal"),
    parents: Keys.max(20, "20 parents at most.").default([]),
    escalation: ConfigKey.nullable().default(null),
    channels: Keys.max(100).optional(),
  })
  .superRefine((input, context) => {
    refuseUnfitTiming(input, context);
    refuseBodyOfGet(input, context);
    if (input.regions === undefined) return;
    refuseRepeatedRegions({ regions: input.regions }, context);
    if (input.regions.length > 0 || input.check.kind === "heartbeat") return;
    context.addIssue({
      code: "custom",
      path: ["regions"],
      message: "Name at least one region, or leave `regions` out.",
    });
  });
export type MonitorEntry = z.infer<typeof MonitorEntry>;

const ChannelValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.array(z.string().max(1_000)).max(100),
  EnvReference,
]);

/** A secret field that is left out keeps the value that Uptick has. `enabled` left out: stays as it is. */
export const ChannelEntry = z.strictObject({
  key: ConfigKey,
  kind: ChannelKind,
  name: ChannelName,
  config: z.record(z.string().max(100), ChannelValue).default({}),
  isDefault: z.boolean().default(false),
  /** Is told what this channel could not deliver. */
  fallback: ConfigKey.nullable().default(null),
  quietHours: QuietHours.nullable().default(null),
  /** Also tell of problems of Uptick itself. */
  tellsOwners: z.boolean().default(false),
  enabled: z.boolean().optional(),
});
export type ChannelEntry = z.infer<typeof ChannelEntry>;

const Override = z
  .strictObject({ channel: ConfigKey, startsAt: Moment, endsAt: Moment })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ["endsAt"],
    message: "It must end after it starts.",
  });

/** `overrides` left out: they stay as they are. */
export const OnCallEntry = z.strictObject({
  key: ConfigKey,
  name: OnCallScheduleInput.shape.name,
  rotation: Rotation.omit({ channelIds: true }).extend({
    channels: Keys.min(1, "Name at least one channel.").max(50),
  }),
  overrides: z.array(Override).max(200).optional(),
});
export type OnCallEntry = z.infer<typeof OnCallEntry>;

const Step = z
  .strictObject({
    afterMin: EscalationStep.shape.afterMin,
    channels: Keys.max(50).default([]),
    onCall: Keys.max(10).default([]),
  })
  .refine((step) => step.channels.length + step.onCall.length > 0, {
    path: ["channels"],
    message: "A step tells at least one channel or schedule.",
  });

export const EscalationEntry = z.strictObject({
  key: ConfigKey,
  name: EscalationPolicyInput.shape.name,
  steps: z.array(Step).min(1, "At least one step.").max(20),
  repeat: EscalationPolicyInput.shape.repeat.default(0),
});
export type EscalationEntry = z.infer<typeof EscalationEntry>;

const OnceTiming = z
  .strictObject({ kind: z.literal("once"), startsAt: Moment, endsAt: Moment })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, {
    path: ["endsAt"],
    message: "It must end after it starts.",
  })
  .refine(({ startsAt, endsAt }) => endsAt - startsAt <= MAX_MAINTENANCE_MIN * 60_000, {
    path: ["endsAt"],
    message: "30 days at most.",
  });

export const MaintenanceEntry = z.strictObject({
  key: ConfigKey,
  name: MaintenanceInput.shape.name,
  timing: z.discriminatedUnion("kind", [
    OnceTiming,
    MaintenanceTiming.options[1],
    MaintenanceTiming.options[2],
  ]),
  scope: z
    .strictObject({
      everything: z.boolean().default(false),
      monitors: Keys.max(1_000).default([]),
      tags: z.array(Tag).max(50).default([]),
    })
    .refine((scope) => scope.everything || scope.monitors.length + scope.tags.length > 0, {
      path: ["monitors"],
      message: "Name monitors, tags or everything.",
    }),
});
export type MaintenanceEntry = z.infer<typeof MaintenanceEntry>;

const Exclusion = z
  .strictObject({
    startsAt: Moment,
    endsAt: Moment,
    reason: nameOf({ missing: "Say why it does not count.", max: 500 }),
  })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt && endsAt - startsAt <= 31 * 86_400_000, {
    path: ["endsAt"],
    message: "It must end after it starts, 31 days later at most.",
  });

/** `exclusions` left out: they stay as they are. `mailTo` names members by their address. */
export const ObjectiveEntry = z.strictObject({
  key: ConfigKey,
  name: ObjectiveInput.shape.name,
  targetPercent: ObjectiveInput.shape.targetPercent,
  scope: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("monitors"),
      monitors: Keys.min(1, "Name at least one monitor.").max(200, "200 monitors at most."),
    }),
    ObjectiveScope.options[1],
  ]),
  counting: ObjectiveInput.shape.counting.default("any_down"),
  window: ObjectiveInput.shape.window.default({ kind: "rolling", days: 30 }),
  zone: ObjectiveInput.shape.zone.default("UTC"),
  hours: ObjectiveInput.shape.hours.default(null),
  excludeMaintenance: ObjectiveInput.shape.excludeMaintenance.default(true),
  burnAlerts: ObjectiveInput.shape.burnAlerts.default(true),
  channels: Keys.max(50).default([]),
  mailTo: z.array(EmailAddress).max(50).default([]),
  exclusions: z.array(Exclusion).max(1_000).optional(),
});
export type ObjectiveEntry = z.infer<typeof ObjectiveEntry>;

const ComponentEntry = z.strictObject({
  name: ComponentInput.shape.name,
  description: ComponentInput.shape.description,
  monitors: Keys.min(1, "Name a monitor.").max(100, "100 monitors at most."),
  show: ComponentInput.shape.show,
});
const SectionEntry = z.strictObject({
  name: SectionInput.shape.name,
  collapsed: SectionInput.shape.collapsed,
  components: z.array(ComponentEntry).max(200, "200 components in a section at most."),
});

/** `domain` and `password` left out: they stay as they are. Pictures are no part of a document. */
export const StatusPageEntry = z.strictObject({
  key: ConfigKey,
  title: StatusPageInput.shape.title,
  slug: StatusPageInput.shape.slug,
  description: StatusPageInput.shape.description,
  state: StatusPageState.default("draft"),
  /** When a draft publishes itself. */
  publishAt: Moment.nullable().default(null),
  look: StatusLook.prefault({}),
  access: StatusAccess.default({ kind: "public" }),
  password: EnvReference.optional(),
  autoPosts: AutoPosts.default("draft"),
  domain: CustomDomain.nullable().optional(),
  sections: z.array(SectionEntry).max(50, "50 sections at most.").default([]),
});
export type StatusPageEntry = z.infer<typeof StatusPageEntry>;

/**
 * A workspace's configuration as one file. Entries refer to one another by key; what they are credentials is named, never
 * held: `{ env: "NAME" }` of channels and pages, and the names of the secrets that checks use.
 */
export const ConfigDocument = z
  .strictObject({
    $schema: z.string().max(500).optional(),
    version: z.literal(1, "This is a document of another version. Uptick reads version 1."),
    workspace: z.strictObject({ policy: Policy.optional() }).optional(),
    /** Names that have to exist; `apply` makes them from UPTICK_SECRET_<NAME>. */
    secrets: z.array(SecretName).max(1_000).default([]),
    channels: keyedOnce(ChannelEntry),
    onCall: keyedOnce(OnCallEntry),
    escalation: keyedOnce(EscalationEntry),
    monitors: keyedOnce(MonitorEntry),
    maintenance: keyedOnce(MaintenanceEntry),
    objectives: keyedOnce(ObjectiveEntry),
    statusPages: keyedOnce(StatusPageEntry),
  })
  .superRefine((document, context) => {
    const entries = Object.values(document).reduce(
      (sum, part) => sum + (Array.isArray(part) ? part.length : 0),
      0,
    );
    if (entries <= MAX_CONFIG_ENTRIES) return;
    context.addIssue({
      code: "custom",
      path: [],
      message: `A document has 10,000 entries at most; this one has ${entries.toLocaleString("en")}.`,
    });
  });
export type ConfigDocument = z.infer<typeof ConfigDocument>;
/** As people write it: what has a default may be left out, moments may be ISO 8601. */
export type ConfigDocumentInput = z.input<typeof ConfigDocument>;
