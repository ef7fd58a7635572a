import type { Sql, Tx } from "./prisma.ts";

const ALLOW = "SELECT set_config('uptick.audit_erasure', 'on', true)";

/** Until the end of the transaction the audit log may be changed: for the sake of privacy, or of its time of keeping. */
export async function allowAuditErasure(sql: Sql): Promise<void> {
  await sql.query(ALLOW);
}

/**
 * Takes a person out of the audit log for good: what was done, and when, stays, by somebody who is called `stand-in` now.
 * Before and after go where they say who the person is.
 */
export async function anonymizeAudit(
  tx: Tx,
  person: { userId: string; email: string; standIn: string },
): Promise<number> {
  const { userId, email, standIn } = person;
  await tx.$queryRawUnsafe(ALLOW);
  return tx.$executeRaw`
    UPDATE audit_entry SET
      actor = CASE WHEN user_id = ${userId}::uuid OR actor = ${email} THEN ${standIn} ELSE actor END,
      address = CASE WHEN user_id = ${userId}::uuid THEN NULL ELSE address END,
      user_agent = CASE WHEN user_id = ${userId}::uuid THEN NULL ELSE user_agent END,
      detail = CASE WHEN detail::text ILIKE ${`%${likeOf(email)}%`} OR strpos(detail::text, ${userId}) > 0
        THEN NULL ELSE detail END,
      subject = CASE WHEN subject = ${userId} THEN NULL ELSE subject END,
      user_id = CASE WHEN user_id = ${userId}::uuid THEN NULL ELSE user_id END
    WHERE user_id = ${userId}::uuid OR actor = ${email} OR subject = ${userId}
      OR detail::text ILIKE ${`%${likeOf(email)}%`} OR strpos(detail::text, ${userId}) > 0`;
}

function likeOf(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Whatever has been kept long enough, some at a time. */
export async function deleteOldAudit(sql: Sql, beforeMs: number): Promise<number> {
  await allowAuditErasure(sql);
  const { rowCount } = await sql.query(
    `DELETE FROM audit_entry WHERE id IN (
      SELECT id FROM audit_entry WHERE created_at < to_timestamp($1 / 1000.0) ORDER BY created_at LIMIT 5000)`,
    [beforeMs],
  );
  return rowCount ?? 0;
}
