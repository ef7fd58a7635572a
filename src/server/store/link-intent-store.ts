import type { Tx } from "./prisma.ts";

type Query = { userId: string; sessionId: string; stage: string; at: Date };

/**
 * The newest open step of linking that a session has begun. It is bound to the session instead of to a secret in the
 * browser: whoever holds the session's cookie is the one who began.
 */
export async function findLinkStep(db: Tx, query: Query): Promise<{ hash: string; data: unknown } | null> {
  const { userId, sessionId, stage, at } = query;
  return db.oneTimeToken.findFirst({
    where: {
      userId,
      kind: "link_account",
      usedAt: null,
      expiresAt: { gt: at },
      AND: [
        { data: { path: ["sessionId"], equals: sessionId } },
        { data: { path: ["stage"], equals: stage } },
      ],
    },
    orderBy: { createdAt: "desc" },
    select: { hash: true, data: true },
  });
}

/** Of concurrent callers exactly one gets true. */
export async function takeLinkStep(db: Tx, step: { hash: string; at: Date }): Promise<boolean> {
  const { hash, at } = step;
  const { count } = await db.oneTimeToken.updateMany({
    where: { hash, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
  });
  return count === 1;
}
