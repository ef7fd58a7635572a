import { uuidv7 } from "uuidv7";
import type { Db } from "#server/store/prisma.ts";
import { aStatusPage } from "./a-status-page.ts";

/** A page with something in every table that hangs on one. Answers the ids by which its rows are found. */
export async function addStatusPage(
  db: Db,
  { workspaceId, monitorIds }: { workspaceId: string; monitorIds: readonly number[] },
): Promise<string[]> {
  const page = await aStatusPage(db, {
    workspaceId,
    components: [{ name: "Shop", monitorIds }],
  });
  const pageId = page.id;
  const componentId = page.components.Shop ?? "";
  const at = new Date();
  const proof = `uptick-proof=${pageId}`;
  await db.statusDomain.create({
    data: { pageId, domain: `${page.slug}.example.com`, proof, verifiedAt: at },
  });
  const file = { kind: "logo", contentType: "image/png", bytes: Buffer.from("PNG"), hash: "0".repeat(16) };
  await db.statusAsset.create({ data: { id: uuidv7(), pageId, ...file } });
  const postId = await addPost(db, { pageId, componentId, at });
  const { id: incidentId } = await db.incident.findFirstOrThrow({ where: { workspaceId } });
  await db.statusPostIncident.create({ data: { pageId, incidentId, postId } });
  const { id: maintenanceId } = await db.maintenance.findFirstOrThrow({ where: { workspaceId } });
  await db.statusPostOccurrence.create({ data: { pageId, occurrenceId: uuidv7(), maintenanceId, postId } });
  const words = {
    kind: "incident",
    title: "Slow",
    state: "investigating",
    impact: "minor",
    body: "We look.",
  } as const;
  await db.statusTemplate.create({ data: { id: uuidv7(), workspaceId, name: "Slow", ...words } });
  const label = "reader@example.org";
  await db.statusSubscriber.create({
    data: { id: uuidv7(), pageId, kind: "email", label, addressHash: uuidv7(), confirmedAt: at },
  });
  return [pageId, componentId, postId];
}

async function addPost(db: Db, of: { pageId: string; componentId: string; at: Date }): Promise<string> {
  const { pageId, componentId, at } = of;
  const id = uuidv7();
  const state = "investigating";
  await db.statusPost.create({
    data: { id, pageId, kind: "incident", title: "Slow", state, startsAt: at, publishedAt: at },
  });
  await db.statusPostUpdate.create({ data: { id: uuidv7(), postId: id, at, state, body: "We look." } });
  await db.statusPostComponent.create({ data: { postId: id, componentId, impact: "degraded" } });
  return id;
}
