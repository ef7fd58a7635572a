import type { Tx } from "./prisma.ts";

/**
 * Lets incidents of which something is still to be told outlive their monitor, and those that are parts of others. All
 * must be over. Children that they explained are not explained by them any more, as with those that go.
 */
export async function keepUntold(tx: Tx, monitorId: number): Promise<void> {
  const kept = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM incident i
    WHERE i.monitor_id = ${monitorId} AND (i.merged_into_id IS NOT NULL OR EXISTS (
      SELECT FROM delivery d WHERE d.incident_id = i.id AND d.status = 'pending'))`;
  if (kept.length === 0) return;
  const ids = kept.map(({ id }) => id);
  await tx.incident.updateMany({ where: { causedById: { in: ids } }, data: { causedById: null } });
  await tx.delivery.updateMany({ where: { incidentId: { in: ids } }, data: { monitorId: null } });
  await tx.$executeRaw`
    UPDATE incident SET monitor_id = NULL, title = coalesce(incident.title, m.name) FROM monitor m
    WHERE m.id = incident.monitor_id AND incident.id = ANY(${ids}::uuid[])`;
}
