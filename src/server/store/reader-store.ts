import type { Tx } from "./prisma.ts";

const READER = { locale: true, timeZone: true, preferences: true } as const;

/** How a person wants to read; as stored, so to be parsed. */
export async function getReaderRow(db: Tx, userId: string) {
  return db.user.findUniqueOrThrow({ where: { id: userId }, select: READER });
}
