import type { AutoPosts, StatusAccess, StatusLook, StatusPageState } from "#contracts/status-page.ts";
import type { Tx } from "./prisma.ts";

export type StoredPage = {
  id: string;
  workspaceId: string;
  slug: string;
  title: string;
  description: string;
  state: StatusPageState;
  publishAt: Date | null;
  publishedAt: Date | null;
  look: StatusLook;
  access: StatusAccess;
  passwordHash: string | null;
  accessVersion: number;
  autoPosts: AutoPosts;
};

/** Holds the workspace's pages until the transaction ends, so that two commands cannot pass the limit together. */
export async function countPages(tx: Tx, workspaceId: string): Promise<number> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtext('uptick_status_page'), hashtext(${workspaceId}))) held`;
  return tx.statusPage.count({ where: { workspaceId } });
}

/** False when another page of this installation, of whatever workspace, has the slug. */
export async function insertPage(tx: Tx, page: StoredPage & { at: Date }): Promise<boolean> {
  const { at, ...data } = page;
  await holdSlug(tx, page.slug);
  const { count } = await tx.statusPage.createMany({
    data: [{ ...data, createdAt: at, updatedAt: at }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Null in another workspace, too. */
export async function lockPage(tx: Tx, key: { workspaceId: string; id: string }): Promise<StoredPage | null> {
  const [row] = await tx.$queryRaw<StoredPage[]>`
    SELECT id, workspace_id AS "workspaceId", slug, title, description, state::text, publish_at AS "publishAt",
      published_at AS "publishedAt", look, access, password_hash AS "passwordHash",
      access_version AS "accessVersion", auto_posts AS "autoPosts"
    FROM status_page WHERE id = ${key.id}::uuid AND workspace_id = ${key.workspaceId}::uuid FOR UPDATE`;
  return row ?? null;
}

export type PageChange = Partial<Omit<StoredPage, "id" | "workspaceId" | "slug">>;

export async function savePage(tx: Tx, page: { id: string; at: Date; change: PageChange }): Promise<void> {
  await tx.statusPage.update({ where: { id: page.id }, data: { ...page.change, updatedAt: page.at } });
}

/** False when another page has the slug: nothing is changed then. */
export async function moveSlug(tx: Tx, page: { id: string; slug: string; at: Date }): Promise<boolean> {
  await holdSlug(tx, page.slug);
  const count = await tx.$executeRaw`
    UPDATE status_page SET slug = ${page.slug}, updated_at = ${page.at}
    WHERE id = ${page.id}::uuid AND NOT EXISTS (
      SELECT FROM status_page other WHERE other.slug = ${page.slug} AND other.id <> ${page.id}::uuid)`;
  return count === 1;
}

/** Whoever wants the same slug waits: a broken constraint would end the transaction instead of answering. */
async function holdSlug(tx: Tx, slug: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtext('uptick_status_slug'), hashtext(${slug}))) held`;
}

export async function removePage(tx: Tx, id: string): Promise<void> {
  await tx.statusPage.delete({ where: { id } });
}
