import * as z from "zod";
import { Notification, type NotificationKind } from "#contracts/notification.ts";
import { acknowledgeUrl } from "#server/runtime/acknowledge-link.ts";
import type { Settings } from "#server/runtime/deps.ts";
import type { ClaimedDelivery, Snapshot } from "#server/store/dispatch-store.ts";

const Stored = Notification.omit({ id: true, incidentUrl: true, acknowledgeUrl: true, others: true }).extend({
  monitor: Notification.shape.monitor.omit({ url: true }),
});
type Stored = z.infer<typeof Stored>;

type Links = Pick<Settings, "appUrl" | "linkSecret">;

const ACKNOWLEDGED_BY_LINK: readonly NotificationKind[] = [
  "down",
  "degraded",
  "flapping",
  "reminder",
  "escalation",
];

/** What a claimed delivery says: as it was stored, with the addresses of this Uptick and the group that it leads. */
export function readNotification(settings: Links, held: ClaimedDelivery): Notification {
  const { listed, unlisted } = held.group;
  const stored = parse(held);
  const { incidentId, kind } = stored;
  const isOpenToAll = incidentId !== null && ACKNOWLEDGED_BY_LINK.includes(kind);
  return {
    ...stored,
    id: held.id,
    incidentUrl: incidentId === null ? null : incidentPage(settings, incidentId),
    acknowledgeUrl: isOpenToAll ? acknowledgeUrl(settings.appUrl, settings.linkSecret, held.id) : null,
    monitor: withUrl(settings, held, stored),
    reason: unlisted === 0 ? stored.reason : `${stored.reason} ${unlisted} more are not listed here.`,
    others: listed.map((snapshot) => {
      const other = parse(snapshot);
      return { ...withUrl(settings, snapshot, other), reason: other.reason };
    }),
  };
}

function parse(snapshot: Snapshot): Stored {
  const parsed = Stored.safeParse(snapshot.notification);
  if (!parsed.success) throw new Error(`A stored notification is damaged: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** An incident without a monitor stands for itself. */
function withUrl(
  settings: Links,
  { hasMonitor }: Snapshot,
  { monitor, incidentId }: Stored,
): Notification["monitor"] {
  const isIncident = !hasMonitor && incidentId !== null;
  const url = isIncident ? incidentPage(settings, incidentId) : `${settings.appUrl}/monitors/${monitor.id}`;
  return { ...monitor, url };
}

function incidentPage({ appUrl }: Links, incidentId: string): string {
  return `${appUrl}/incidents/${incidentId}`;
}
