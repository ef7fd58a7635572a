import type { MonitorInput } from "#contracts/check.ts";
import { canRun } from "#domain/check/can-run.ts";
import { kindsOfRegion } from "#domain/region/kinds-of-region.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { listRegions } from "#server/store/region-store.ts";
import { createMonitor } from "../../monitor/create-monitor.ts";
import { deleteMonitor } from "../../monitor/delete-monitor.ts";
import { pauseMonitor } from "../../monitor/pause-monitor.ts";
import { resumeMonitor } from "../../monitor/resume-monitor.ts";
import { setAlertRules } from "../../monitor/set-alert-rules.ts";
import { setChannels } from "../../monitor/set-channels.ts";
import { updateMonitor } from "../../monitor/update-monitor.ts";
import type { Applier, ApplyContext, Existing, Wanted } from "../apply-context.ts";

const MOST_REGIONS = 50;
const OWN_FIELDS = ["name", "check", "intervalSec", "timeoutMs", "regions", "tags"];
const RULE_FIELDS = ["policy", "severity", "parents", "escalation"];

export const monitorApplier: Applier<"monitor"> = {
  async create(context, wanted) {
    const regions = wanted.entry.regions ?? (await listUsableRegions(context, wanted));
    const { id } = await createMonitor(context.deps, context.caller, inputOf(wanted, regions));
    return id;
  },

  async settle(context, existing) {
    const { policy, severity, parents, escalation, channels, paused } = existing.entry;
    const hasRules = policy !== null || severity !== "normal" || parents.length > 0 || escalation !== null;
    if (hasRules) await applyRules(context, existing);
    if (channels !== undefined) await applyChannels(context, existing);
    if (paused === true) await pauseMonitor(context.deps, context.caller, existing.id);
  },

  async update(context, existing) {
    const { deps, caller } = context;
    const { id, entry, touches } = existing;
    if (touches(...OWN_FIELDS)) {
      await updateMonitor(deps, caller, { id, input: inputOf(existing, entry.regions ?? []) });
    }
    if (touches(...RULE_FIELDS)) await applyRules(context, existing);
    if (touches("channels")) await applyChannels(context, existing);
    if (!touches("paused")) return;
    if (entry.paused) await pauseMonitor(deps, caller, id);
    else await resumeMonitor(deps, caller, id);
  },

  remove: ({ deps, caller }, id) => deleteMonitor(deps, caller, id),
};

function inputOf({ entry }: Wanted<"monitor">, regions: string[]): MonitorInput {
  const { name, check, intervalSec, timeoutMs, tags } = entry;
  return { name, check, intervalSec, timeoutMs, tags, regions };
}

/** All shared regions that can run the check. */
async function listUsableRegions(
  { deps, caller }: ApplyContext,
  { entry: { check } }: Wanted<"monitor">,
): Promise<string[]> {
  if (check.kind === "heartbeat") return [];
  const nowMs = deps.now().getTime();
  const regions = await listRegions(deps.db, caller.actor.workspaceId);
  const usable = regions
    .filter(({ enabled, workspaceId }) => enabled && workspaceId === null)
    .filter((region) => {
      const { runtime } = region;
      return canRun(check, { runtime, kinds: kindsOfRegion(region, nowMs) }) === true;
    });
  if (usable.length > 0) return usable.slice(0, MOST_REGIONS).map(({ code }) => code);
  throw new AppError("invalid", `No shared region can run a ${check.kind} check. Name regions of your own.`);
}

async function applyRules(
  { deps, caller, idOf }: ApplyContext,
  existing: Existing<"monitor">,
): Promise<void> {
  const { policy, severity, parents, escalation } = existing.entry;
  const parentIds = parents.map((key) => idOf("monitor", key));
  const escalationPolicyId = escalation === null ? null : idOf("escalation", escalation);
  const rules = { policy, severity, parentIds, escalationPolicyId };
  await setAlertRules(deps, caller, { id: existing.id, rules });
}

async function applyChannels(
  { deps, caller, idOf }: ApplyContext,
  { id, entry }: Existing<"monitor">,
): Promise<void> {
  const channelIds = (entry.channels ?? []).map((key) => idOf("channel", key));
  await setChannels(deps, caller, { id, channelIds });
}
