import { Prisma } from "#generated/prisma/client.ts";

/** Postgres rolled the transaction back for the sake of another one: a deadlock (40P01) or a write conflict (40001). */
export function wasUndone(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // Prisma's own statements have a code for it; raw ones bring what the driver said.
  return error.code === "P2034" || /\b(40P01|40001)\b/.test(error.message);
}
