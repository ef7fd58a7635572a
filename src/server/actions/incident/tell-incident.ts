import { dropWaiting } from "#server/store/delivery-write-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import {
  type IncidentWord,
  tellIncident as putIntoOutbox,
  tellAcknowledged as tellKeepers,
} from "#server/store/tell-incident-store.ts";

type Word = Pick<IncidentWord, "incidentId" | "event" | "reason"> & { at: Date };

/** Tells people what was done by hand; its messages leave with this transaction or not at all. */
export async function tellIncident(tx: Tx, { at, ...word }: Word): Promise<void> {
  await putIntoOutbox(sqlOf(tx), { ...word, nowMs: at.getTime() });
}

/** Stops what would remind people, and tells those receivers that keep the incidents themselves. */
export async function tellAcknowledged(
  tx: Tx,
  { at, ...said }: { incidentIds: readonly string[]; reason: string; at: Date },
): Promise<void> {
  await tellKeepers(sqlOf(tx), { ...said, nowMs: at.getTime() });
}

/** For an incident that goes on elsewhere: what waits to be said of it is not said any more. */
export async function dropMessages(
  tx: Tx,
  { incidentId, because, at }: { incidentId: string; because: string; at: Date },
): Promise<void> {
  await dropWaiting(sqlOf(tx), { incidentIds: [incidentId], because, held: true, nowMs: at.getTime() });
}
