import * as z from "zod";
import type { Locale } from "./locale.ts";
import { Severity } from "./policy.ts";
import type { ComponentState, PostImpact, PostKind, PostState } from "./status-post.ts";
import { Outcome } from "./tick.ts";

/** `acknowledged` is for receivers that keep the incident themselves; the others are for people. */
export const NotificationKind = z.enum([
  "down",
  "up",
  "degraded",
  "flapping",
  "reminder",
  "escalation",
  "acknowledged",
  "test",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What a person is told. `id` is the idempotency key: the same on every retry. Times are epoch ms. */
export const Notification = z.object({
  id: z.uuid(),
  kind: NotificationKind,
  incidentId: z.uuid().nullable(),
  /** The incident's page; null for a test. */
  incidentUrl: z.string().nullable().default(null),
  /** Acknowledges after one more click; works once. Null where there is nothing to acknowledge. */
  acknowledgeUrl: z.string().nullable().default(null),
  severity: Severity.default("normal"),
  /** What the incident was at worst until now; left out: down. */
  worst: z.enum(["down", "flapping", "degraded"]).optional(),
  at: z.number(),
  /** How long it has lasted: for `up`, `reminder` and `escalation`; null otherwise. */
  durationMs: z.number().nullable(),
  workspace: z.object({ name: z.string() }),
  /** `url` is the monitor's page in this Uptick. For incidents without a monitor the incident stands here, `target` empty. */
  monitor: z.object({ id: z.uuid(), name: z.string(), target: z.string(), url: z.string() }),
  reason: z.string(),
  regions: z.array(z.object({ region: z.string(), outcome: Outcome, message: z.string().nullable() })),
  /** A storm: what else this message tells of, beside `monitor`. */
  others: z
    .array(
      z.object({ id: z.uuid(), name: z.string(), target: z.string(), url: z.string(), reason: z.string() }),
    )
    .default([]),
});
export type Notification = z.infer<typeof Notification>;

/**
 * What a subscriber of a status page is told: one update of one post. `id` is the idempotency key. It says only what the
 * page shows to everybody: of a page that not everybody may see, neither words nor components. Times are epoch ms.
 */
export type StatusUpdate = {
  id: string;
  kind: "status_update";
  locale: Locale;
  page: { title: string; isPrivate: boolean };
  post: {
    id: string;
    kind: PostKind;
    title: string;
    impact: PostImpact;
    startsAt: number;
    endsAt: number | null;
  };
  /** `body` is markdown; empty for a page that is not public. */
  update: { id: string; at: number; state: PostState; body: string };
  components: { id: string; name: string; impact: ComponentState }[];
  /** `manage` and `unsubscribe` open this subscription to whoever has them. */
  urls: { page: string; post: string; manage: string; unsubscribe: string };
};
