import { dropWaiting } from "#server/store/delivery-write-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { type IncidentWord, tellIncident as putIntoOutbox } from "#server/store/tell-incident-store.ts";
import { sqlOf } from "#server/store/tx-sql.ts";

type Word = Pick<IncidentWord, "incidentId" | "event" | "reason"> & { at: Date };

/** Tells people what was done by hand; its messages leave with this transaction or not at all. */
export async function tellIncident(tx: Tx, { at, ...word }: Word): Promise<void> {
  await putIntoOutbox(sqlOf(tx), { ...word, nowMs: at.getTime() });
}

/** For an incident that goes on elsewhere: what waits to be said of it is not said any more. */
export async function dropMessages(
  tx: Tx,
  { incidentId, because, at }: { incidentId: string; because: string; at: Date },
): Promise<void> {
  await dropWaiting(sqlOf(tx), { incidentIds: [incidentId], because, held: true, nowMs: at.getTime() });
}
