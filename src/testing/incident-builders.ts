import { uuidv7 } from "uuidv7";
import type { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/store/prisma.ts";

type IncidentSpec = {
  workspaceId: string;
  /** Null makes a manual one. */
  monitorId: number | null;
} & Partial<Prisma.IncidentUncheckedCreateInput>;

/** An open automatic incident as judging leaves it, or a manual one. */
export async function anIncident(db: Db, spec: IncidentSpec): Promise<string> {
  const kind = spec.monitorId === null ? "manual" : "automatic";
  const openedAt = new Date();
  const { id } = await db.incident.create({
    data: { id: uuidv7(), kind, openedAt, cause: "Down: 2 of 3 regions fail.", ...spec },
  });
  return id;
}

type DeliverySpec = {
  workspaceId: string;
  channelId: string;
  incidentId: string | null;
} & Partial<Prisma.DeliveryUncheckedCreateInput>;

/** A down that was sent. */
export async function aDelivery(db: Db, spec: DeliverySpec): Promise<string> {
  const now = new Date();
  const { id } = await db.delivery.create({
    data: {
      id: uuidv7(),
      event: "down",
      status: "sent",
      attempts: 1,
      nextAt: now,
      createdAt: now,
      sentAt: now,
      notification: {},
      ...spec,
    },
  });
  return id;
}
