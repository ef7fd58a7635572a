import { uuidv7 } from "uuidv7";
import type { Prisma } from "#generated/prisma/client.ts";
import type { Tx } from "./prisma.ts";

export type AuditEntryInput = {
  /** Null: about an account, not a workspace. */
  workspaceId: string | null;
  /** Null: somebody without an account, such as whoever used the link in a message. */
  userId: string | null;
  /** Who, in words. */
  actor: string;
  apiKeyId?: string | null;
  userAgent?: string | null;
  action: string;
  subject: string | null;
  address: string;
  /** Before and after. Never put a secret here. */
  detail?: Prisma.InputJsonObject;
  at: Date;
};

export async function insertAuditEntry(db: Tx, entry: AuditEntryInput): Promise<void> {
  const { at, ...data } = entry;
  await db.auditEntry.create({ data: { ...data, id: uuidv7(), createdAt: at } });
}
