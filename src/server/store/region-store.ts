import type { Tx } from "./prisma.ts";

export async function listRegionsByCode(
  tx: Tx,
  codes: readonly string[],
): Promise<{ id: number; code: string; enabled: boolean }[]> {
  return tx.region.findMany({
    where: { code: { in: [...codes] } },
    select: { id: true, code: true, enabled: true },
    orderBy: { id: "asc" },
  });
}

export async function listRegions(tx: Tx) {
  return tx.region.findMany({
    include: {
      instances: { orderBy: { instance: "asc" } },
      faults: { where: { toAt: null }, select: { kind: true, reason: true } },
    },
    orderBy: { id: "asc" },
  });
}
