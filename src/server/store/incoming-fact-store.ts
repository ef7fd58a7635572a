import type { AlertState } from "#domain/incoming/fold-alert.ts";
import type { Deploy } from "#domain/incoming/fold-deploy.ts";
import type { StoredHook } from "./incoming-hook-store.ts";
import type { Tx } from "./prisma.ts";

type AlertKey = { hookId: string; key: string };
export type StoredAlert = { state: AlertState; incidentId: string | null };

/** The caller holds the hook's row. */
export async function findAlert(tx: Tx, key: AlertKey): Promise<StoredAlert | null> {
  const row = await tx.incomingAlert.findUnique({ where: { hookId_key: key } });
  return row && { state: { at: row.at.getTime(), isOpen: row.isOpen }, incidentId: row.incidentId };
}

export async function saveAlert(tx: Tx, key: AlertKey, { state, incidentId }: StoredAlert): Promise<void> {
  const data = { at: new Date(state.at), isOpen: state.isOpen, incidentId };
  await tx.incomingAlert.upsert({ where: { hookId_key: key }, create: { ...key, ...data }, update: data });
}

/** Which monitors an incident of the hook is about, in the order of their ids. None: about the whole. */
export async function listHookMonitors(tx: Tx, hook: StoredHook): Promise<number[]> {
  const { workspaceId, everything, monitorIds, tags } = hook;
  if (everything) return [];
  const rows = await tx.monitor.findMany({
    where: { workspaceId, OR: [{ id: { in: monitorIds } }, { tags: { hasSome: tags } }] },
    select: { id: true },
    orderBy: { id: "asc" },
    take: 200,
  });
  return rows.map(({ id }) => id);
}

type DeployKey = { hookId: string; externalId: string };

export async function findDeploy(tx: Tx, key: DeployKey): Promise<(Deploy & { id: string }) | null> {
  const row = await tx.deployMarker.findUnique({ where: { hookId_externalId: key } });
  if (!row) return null;
  const { id, name, version, environment, url } = row;
  return {
    id,
    name,
    version,
    environment,
    url,
    state: row.state as Deploy["state"],
    startedAt: row.startedAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
    saidAt: row.saidAt.getTime(),
  };
}

/** What the hook is for stays with the deploy as it was when it was told of. */
export async function saveDeploy(
  tx: Tx,
  { hook, id, externalId, deploy }: { hook: StoredHook; id: string; externalId: string; deploy: Deploy },
): Promise<void> {
  const { startedAt, endedAt, saidAt, ...words } = deploy;
  const data = {
    ...words,
    startedAt: new Date(startedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
    saidAt: new Date(saidAt),
  };
  const { workspaceId, everything, monitorIds, tags } = hook;
  const key = { hookId: hook.id, externalId };
  await tx.deployMarker.upsert({
    where: { hookId_externalId: key },
    create: { id, ...key, workspaceId, everything, monitorIds, tags, ...data },
    update: data,
  });
}
