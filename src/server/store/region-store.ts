import type { Tx } from "./prisma.ts";

/** Everybody's regions, and the private locations of one workspace. */
const seenFrom = (workspaceId: string) => ({
  deletedAt: null,
  OR: [{ workspaceId: null }, { workspaceId }],
});

export async function listRegionsByCode(tx: Tx, asked: { codes: readonly string[]; workspaceId: string }) {
  return tx.region.findMany({
    where: { code: { in: [...asked.codes] }, ...seenFrom(asked.workspaceId) },
    include: { instances: { select: { lastSeenAt: true, kinds: true } } },
    orderBy: { id: "asc" },
  });
}

export async function listRegions(tx: Tx, workspaceId: string) {
  return tx.region.findMany({
    where: seenFrom(workspaceId),
    include: {
      instances: { orderBy: { instance: "asc" } },
      faults: { where: { toAt: null }, select: { kind: true, reason: true } },
    },
    orderBy: { id: "asc" },
  });
}
