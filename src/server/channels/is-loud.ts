import type { NotificationKind } from "#contracts/notification.ts";

const LOUD: ReadonlySet<NotificationKind> = new Set(["down", "reminder", "escalation"]);

/** Whether it should wake somebody, where a receiver tells loud from quiet. */
export function isLoud({ kind }: { kind: NotificationKind }): boolean {
  return LOUD.has(kind);
}
