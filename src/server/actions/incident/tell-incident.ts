import type { Tx } from "#server/store/prisma.ts";

type Told = { incidentId: string; at: Date };

export async function tellOpened(_tx: Tx, _told: Told): Promise<void> {}
export async function tellClosed(_tx: Tx, _told: Told & { reason: string }): Promise<void> {}
export async function tellAcknowledged(_tx: Tx, _told: Told & { by: string }): Promise<void> {}
