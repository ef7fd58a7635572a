import { uuidv7 } from "uuidv7";
import type { MonitorInput } from "#contracts/check.ts";
import { openAssignments } from "#server/store/assignment-store.ts";
import { attachDefaultChannels } from "#server/store/channel-store.ts";
import { insertMonitor } from "#server/store/monitor-store.ts";
import { type ActionDeps, type Caller, requireEditor } from "../caller.ts";
import { startHeartbeat } from "../heartbeat/keep-heartbeat.ts";
import { requireSecrets } from "../secret/require-secrets.ts";
import { announceJob } from "./announce.ts";
import { chooseRegions } from "./choose-regions.ts";
import { describeMonitor, sortTags } from "./describe-monitor.ts";
import { inTransaction, recordCommand } from "./in-transaction.ts";
import { requireBearable, requireConsent } from "./require-fair-use.ts";
import { requireOwnTag } from "./require-own-tag.ts";
import { requireReadable } from "./require-readable.ts";

export async function createMonitor(
  deps: ActionDeps & { auth: { secret: string } },
  caller: Caller,
  input: MonitorInput,
): Promise<{ id: string }> {
  requireEditor(caller);
  requireOwnTag(caller, input.tags);
  requireReadable(input.check);
  await requireConsent(deps.fairUse, input.check);
  const at = deps.now();
  const publicId = uuidv7();
  const settings = {
    name: input.name,
    check: input.check,
    intervalMs: input.intervalSec * 1000,
    timeoutMs: input.timeoutMs,
    tags: sortTags(input.tags),
  };

  const created = await inTransaction(deps, async (tx) => {
    const { workspaceId } = caller.actor;
    const regions = await chooseRegions(tx, {
      workspaceId,
      codes: input.regions,
      check: input.check,
      at,
      egress: deps.egress,
    });
    const load = { monitorId: null, check: input.check, intervalMs: settings.intervalMs };
    await requireBearable(deps.fairUse, tx, { ...load, regionCount: regions.length });
    await requireSecrets(tx, { workspaceId, check: settings.check });
    const monitorId = await insertMonitor(tx, { ...settings, publicId, workspaceId, at });
    await startHeartbeat(tx, { monitorId, check: input.check, at, secret: deps.auth.secret });
    const regionIds = regions.map((region) => region.id);
    await openAssignments(tx, {
      monitorId,
      regionIds,
      intervalMs: settings.intervalMs,
      configVersion: 1,
      from: at,
    });
    await attachDefaultChannels(tx, { monitorId, workspaceId });
    const detail = { after: describeMonitor({ ...settings, regions: input.regions }) };
    await recordCommand(tx, caller, { action: "monitor.create", subject: publicId, at, detail });
    return { monitorId, regions: regions.map((region) => region.code) };
  });

  const job = { monitorId: created.monitorId, configVersion: 1, scheduledAt: at.getTime() };
  await announceJob(deps, created.regions, { ...job, origin: "first" });
  return { id: publicId };
}
