import * as z from "zod";
import type { DeliveryView } from "./channel.ts";
import { nameOf } from "./name.ts";
import { Severity } from "./policy.ts";
import type { Evidence, Tick } from "./tick.ts";
import type { Verdict } from "./verdict.ts";

/**
 * A step of an incident's timeline. `deployed` is what a hook marked before it, `first_failure`, `confirmation` readings of a region; `suppressed` says why
 * nobody was told. Messages are not events: they are the incident's deliveries.
 */
export const IncidentEventKind = z.enum([
  "deployed",
  "created",
  "first_failure",
  "confirmation",
  "verdict",
  "suppressed",
  "escalated",
  "reminded",
  "acknowledged",
  "assigned",
  "comment",
  "update",
  "resolved",
  "reopened",
  "merged",
  "post_mortem",
]);
export type IncidentEventKind = z.infer<typeof IncidentEventKind>;

export const IncidentState = z.enum(["open", "acknowledged", "resolved"]);
export type IncidentState = z.infer<typeof IncidentState>;
export const IncidentKind = z.enum(["automatic", "manual", "system"]);
export type IncidentKind = z.infer<typeof IncidentKind>;

export const ManualIncidentInput = z.strictObject({
  title: nameOf({ missing: "Say what is wrong.", max: 200 }),
  severity: Severity,
  monitorIds: z.array(z.uuid()).max(200),
  message: z.string().trim().max(10_000),
  /** Also tell the channels of these monitors. */
  tellChannels: z.boolean(),
});
export type ManualIncidentInput = z.infer<typeof ManualIncidentInput>;

export const IncidentMessage = z
  .string()
  .trim()
  .min(1, "Write something.")
  .max(10_000, "10,000 characters at most.");
export const PostMortem = z.string().max(100_000, "100,000 characters at most.");

export type IncidentListItem = {
  id: string;
  kind: IncidentKind;
  state: IncidentState;
  title: string;
  severity: Severity;
  worst: Verdict;
  openedAt: number;
  closedAt: number | null;
  cause: string;
  monitor: { id: string; name: string } | null;
  acknowledgedBy: string | null;
  assignee: string | null;
  causedBy: { id: string; title: string } | null;
  /** Monitors that a manual incident is about. */
  affectedCount: number;
  isMerged: boolean;
};
export type IncidentPage = { items: IncidentListItem[]; nextCursor: string | null; openCount: number };

export type IncidentEventView = {
  id: string;
  at: number;
  kind: IncidentEventKind;
  region: string | null;
  actor: string | null;
  message: string;
};
export type IncidentEvidenceView = {
  region: string;
  tick: Omit<Tick, "evidence">;
  evidence: Evidence | null;
};

/** `told` is what was sent or kept back, oldest first; the screen merges it with `events` by time. */
export type IncidentDetail = IncidentListItem & {
  firstFailedAt: number | null;
  acknowledgedAt: number | null;
  assigneeId: string | null;
  mergedInto: { id: string; title: string } | null;
  affected: { id: string; name: string }[];
  events: IncidentEventView[];
  told: DeliveryView[];
  evidence: IncidentEvidenceView[];
  merged: { id: string; title: string }[];
  caused: { id: string; title: string }[];
  postMortem: string | null;
  /** Who was told, or why nobody was: sentences. */
  telling: string[];
  /** When the next escalation step or reminder is due; null: none. */
  nextStepAt: number | null;
  nextReminderAt: number | null;
};

/** A region that fails, or failed, while the monitor as a whole was not down. `toAt` null: still. */
export type AdvisoryView = {
  id: string;
  region: string;
  regionName: string;
  fromAt: number;
  toAt: number | null;
  /** Why nobody was told, as a sentence. */
  reason: string;
};

/** Newest first, the open ones before all others. */
export type MonitorIncidents = { incidents: IncidentListItem[]; advisories: AdvisoryView[] };

/** Whom an incident can be assigned to. */
export type AssigneeView = { id: string; email: string; name: string | null };

/** What a stranger with the link of a message may know of an incident. Null: the link is not one of ours. */
export type AcknowledgeLinkView = {
  state: "ready" | "used" | "acknowledged" | "resolved";
  /** The monitor's name, or the incident's title where it has no monitor. */
  name: string;
  openedAt: number;
  /** How many incidents of a storm it acknowledges, or has acknowledged. */
  count: number;
  /** When it was acknowledged or resolved; null while it is ready. */
  at: number | null;
} | null;
