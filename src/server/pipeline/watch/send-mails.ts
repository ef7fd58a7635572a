import type { Notification } from "#contracts/notification.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { OwnersMail } from "./tell-condition.ts";

/**
 * Straight to the owners' addresses over SMTP_URL: one attempt, because there is no channel whose outbox could hold it.
 * The incident stays on the screen and the failure in the log.
 */
export async function sendMails(deps: Deps, mails: readonly OwnersMail[]): Promise<void> {
  if (!deps.settings.hasMailServer) return;
  for (const { to, notification, incident } of mails) {
    const url = `${deps.settings.appUrl}/incidents/${incident.id}`;
    const message: Notification = {
      ...notification,
      id: deps.newId(),
      incidentUrl: url,
      acknowledgeUrl: null,
      monitor: { id: incident.id, name: incident.title, target: "", url },
    };
    const result = await deps.send({ kind: "email", config: { to } }, message);
    if (result.kind === "failed") {
      const { reason } = result;
      deps.log.error({ incident: incident.id, reason }, "The owners could not be written to.");
    }
  }
}
