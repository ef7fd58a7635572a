import type { Notification } from "#contracts/notification.ts";
import type { Deps } from "#server/runtime/deps.ts";
import type { Told } from "./tell-condition.ts";

/**
 * Straight to the owners' addresses over SMTP_URL: one attempt, because there is no channel whose outbox could hold it.
 * The incident stays on the screen and the failure in the log.
 */
export async function sendMails(deps: Deps, told: readonly Told[]): Promise<void> {
  if (!deps.settings.hasMailServer) return;
  for (const { mailTo, incident, snapshot } of told) {
    if (mailTo.length === 0) continue;
    const incidentUrl = `${deps.settings.appUrl}/incidents/${incident.id}`;
    const notification: Notification = {
      ...snapshot,
      id: deps.newId(),
      incidentUrl,
      acknowledgeUrl: null,
      monitor: { ...snapshot.monitor, url: incidentUrl },
    };
    const result = await deps.send({ kind: "email", config: { to: mailTo } }, notification);
    if (result.kind === "failed") {
      deps.log.error({ incident: incident.id, reason: result.reason }, "The owners could not be written to.");
    }
  }
}
