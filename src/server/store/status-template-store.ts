import type { TemplateInput, TemplateView } from "#contracts/status-post.ts";
import type { Sql, Tx } from "./prisma.ts";

type Template = TemplateInput & { id: string };

/** Others who add one wait until the transaction ends. */
export async function countTemplates(tx: Tx, workspaceId: string): Promise<number> {
  await tx.$queryRaw`SELECT 1 AS held FROM (
    SELECT pg_advisory_xact_lock(hashtext('uptick_status_template'), hashtext(${workspaceId}))) held`;
  return tx.statusTemplate.count({ where: { workspaceId } });
}

export async function insertTemplate(tx: Tx, template: Template & { workspaceId: string }): Promise<void> {
  await tx.statusTemplate.create({ data: template });
}

/** Null in another workspace, too. */
export async function lockTemplate(
  tx: Tx,
  key: { workspaceId: string; id: string },
): Promise<{ name: string } | null> {
  const [row] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM status_template
    WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ?? null;
}

export async function saveTemplate(tx: Tx, { id, ...data }: Template): Promise<void> {
  await tx.statusTemplate.update({ where: { id }, data });
}

export async function deleteTemplate(tx: Tx, id: string): Promise<void> {
  await tx.statusTemplate.delete({ where: { id } });
}

/** In order of name. */
export async function listTemplates(sql: Sql, workspaceId: string): Promise<TemplateView[]> {
  const { rows } = await sql.query<TemplateView>(
    `SELECT id, name, kind, title, state, impact, body FROM status_template
     WHERE workspace_id = $1::uuid ORDER BY lower(name), id`,
    [workspaceId],
  );
  return rows;
}
