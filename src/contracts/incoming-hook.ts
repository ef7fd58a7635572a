import * as z from "zod";
import { MaintenanceScope } from "./maintenance.ts";
import { nameOf } from "./name.ts";
import { Severity } from "./policy.ts";

/** Who calls: `deploy` and `incident` are Uptick's own JSON, the others send what they always send. */
export const IncomingKind = z.enum(["deploy", "incident", "alertmanager", "github", "gitlab", "vercel"]);
export type IncomingKind = z.infer<typeof IncomingKind>;

/** They sign what they send, by a secret that both sides know. */
export const SIGNED_KINDS: readonly IncomingKind[] = ["github", "gitlab", "vercel"];
/** Their calls open and resolve incidents; those of the others are deploys. */
export const ALERTING_KINDS: readonly IncomingKind[] = ["incident", "alertmanager"];

const HookSecret = z
  .string()
  .trim()
  .min(16, "A secret has 16 characters at least.")
  .max(500, "A secret has 500 characters at most.");

const HookFields = z.strictObject({
  name: nameOf({ missing: "Give the hook a name.", max: 120 }),
  /** Which monitors a deploy is marked on, or an incident is about. */
  scope: MaintenanceScope,
  /** Of incidents: told beside the channels of these monitors. */
  channelIds: z.array(z.uuid()).max(50),
  severity: Severity,
});

function refuseAllForAlerts(
  { kind, scope }: { kind: IncomingKind; scope: MaintenanceScope },
  context: z.RefinementCtx,
): void {
  if (!ALERTING_KINDS.includes(kind) || scope.monitorIds.length + scope.tags.length > 0) return;
  // “Everything” is then an incident about the whole, which names no monitor.
  if (scope.everything) return;
  context.addIssue({ code: "custom", path: ["scope"], message: "Choose monitors, tags or everything." });
}

export const IncomingHookInput = HookFields.extend({
  kind: IncomingKind,
  /** What the sender signs with; null for kinds that sign nothing. */
  secret: HookSecret.nullable(),
}).superRefine((input, context) => {
  refuseAllForAlerts(input, context);
  if (input.secret !== null || !SIGNED_KINDS.includes(input.kind)) return;
  context.addIssue({
    code: "custom",
    path: ["secret"],
    message: "Give the secret that the sender signs with.",
  });
});
export type IncomingHookInput = z.infer<typeof IncomingHookInput>;

/** `secret` null: it stays. */
export const IncomingHookChange = HookFields.extend({ id: z.uuid(), secret: HookSecret.nullable() });
export type IncomingHookChange = z.infer<typeof IncomingHookChange>;

/** What became of a call. `repeated` and `late` changed nothing, `ignored` meant nothing to Uptick, `refused` was not let in. */
export const IncomingOutcome = z.enum(["applied", "repeated", "late", "ignored", "refused"]);
export type IncomingOutcome = z.infer<typeof IncomingOutcome>;

export type IncomingHookView = {
  id: string;
  kind: IncomingKind;
  name: string;
  scope: { everything: boolean; monitors: { id: string; name: string }[]; tags: string[] };
  channelIds: string[];
  severity: Severity;
  hasSecret: boolean;
  createdAt: number;
  createdBy: string;
  lastEventAt: number | null;
  /** Why the last call that failed did; null when a later one went well. */
  problem: { at: number; message: string } | null;
};

export type IncomingEventView = {
  id: string;
  at: number;
  outcome: IncomingOutcome;
  /** What the call said, or why nothing came of it. */
  message: string;
  incidentId: string | null;
};

/** The address to call; the token is in it and is shown this once. */
export type IncomingAddress = { id: string; url: string };

export const DeployState = z.enum(["started", "succeeded", "failed"]);
export type DeployState = z.infer<typeof DeployState>;

const Said = (max: number) => z.string().trim().max(max).default("");
const At = z.union([z.iso.datetime({ offset: true }), z.number().int().min(0).max(8_000_000_000_000)]);

/** The body of a call of kind `deploy`. The same `id` again changes the deploy. Times: ISO 8601, or epoch ms. */
export const DeployCall = z.object({
  id: Said(200),
  name: Said(120),
  version: Said(120),
  environment: Said(60),
  url: Said(500),
  state: DeployState.default("succeeded"),
  at: At.optional(),
});

/** The body of a call of kind `incident`: one, or a list of up to 200. */
export const IncidentCall = z.object({
  action: z.enum(["open", "update", "resolve"]),
  /** The same problem has the same key. */
  key: z.string().trim().min(1, "Give the problem a key.").max(200),
  title: Said(200),
  message: Said(5_000),
  severity: Severity.optional(),
  at: At.optional(),
});

/** A deploy near an incident, for its timeline. `beforeMs`: how long before the first failure it began. */
export type NearDeploy = {
  id: string;
  at: number;
  name: string;
  version: string;
  state: DeployState;
  beforeMs: number;
};
