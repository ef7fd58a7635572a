import type { Sql } from "./prisma.ts";
import { closeSystemIncident } from "./system-incident-store.ts";
import { tellIncident } from "./tell-incident-store.ts";

/** Says which monitors an incident is about; again is harmless. */
export async function nameIncidentMonitors(
  sql: Sql,
  about: { incidentId: string; monitorIds: readonly number[] },
): Promise<void> {
  await sql.query({
    name: "name-incident-monitors",
    text: `INSERT INTO incident_monitor (incident_id, monitor_id) SELECT $1::uuid, unnest($2::int[]) ON CONFLICT DO NOTHING`,
    values: [about.incidentId, [...about.monitorIds]],
  });
}

/** Ends the alert of an objective that is being deleted, and tells whoever was told of it. */
export async function endBurnAlert(
  sql: Sql,
  objective: { id: string; workspaceId: string; nowMs: number },
): Promise<void> {
  const { id, workspaceId, nowMs } = objective;
  const incident = await closeSystemIncident(sql, { workspaceId, systemKey: `burn:${id}` }, nowMs);
  if (incident === null) return;
  const reason = "The objective was deleted.";
  await tellIncident(sql, { incidentId: incident.id, event: "up", reason, nowMs });
}
