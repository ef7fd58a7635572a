import * as z from "zod";
import { Outcome } from "./tick.ts";

export const NotificationKind = z.enum(["down", "up", "test"]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What a person is told. `id` is the idempotency key: the same on every retry. Times are epoch ms. */
export const Notification = z.object({
  id: z.uuid(),
  kind: NotificationKind,
  incidentId: z.uuid().nullable(),
  at: z.number(),
  /** How long the monitor was down, for `up`; null otherwise. */
  durationMs: z.number().nullable(),
  workspace: z.object({ name: z.string() }),
  /** `url` is the monitor's page in this Uptick. */
  monitor: z.object({ id: z.uuid(), name: z.string(), target: z.string(), url: z.string() }),
  reason: z.string(),
  regions: z.array(z.object({ region: z.string(), outcome: Outcome, message: z.string().nullable() })),
});
export type Notification = z.infer<typeof Notification>;
