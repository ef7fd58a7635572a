import { uuidv7 } from "uuidv7";
import { foldDeploy } from "#domain/incoming/fold-deploy.ts";
import type { DeployFact } from "#domain/incoming/incoming-fact.ts";
import { insertAuditEntry } from "#server/store/audit-entry-store.ts";
import { findDeploy, saveDeploy } from "#server/store/incoming-fact-store.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { Applied, Applying } from "./apply-alert.ts";

/** The caller holds the hook's row. */
export async function applyDeploy(tx: Tx, on: Applying, fact: DeployFact): Promise<Applied> {
  const { hook, at, address } = on;
  const { externalId } = fact;
  const known = await findDeploy(tx, { hookId: hook.id, externalId });
  const { deploy, isNews } = foldDeploy(known, fact);
  const words = [deploy.name, deploy.version, deploy.environment].filter((word) => word !== "").join(" · ");
  const message = `Deploy ${deploy.state}: ${words}`.slice(0, 500);
  if (!isNews) return { outcome: "repeated", message, incidentId: null };
  const id = known?.id ?? uuidv7();
  await saveDeploy(tx, { hook, id, externalId, deploy });
  const detail = { name: deploy.name, version: deploy.version, state: deploy.state };
  const entry = { workspaceId: hook.workspaceId, userId: null, actor: `${hook.name} (hook)`, subject: id };
  await insertAuditEntry(tx, { ...entry, action: "deploy.mark", address, detail, at });
  return { outcome: "applied", message, incidentId: null };
}
