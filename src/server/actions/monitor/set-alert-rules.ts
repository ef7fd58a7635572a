import type { AlertRules } from "#contracts/policy.ts";
import { findCycle } from "#domain/policy/find-cycle.ts";
import { AppError } from "#server/runtime/app-error.ts";
import {
  findRules,
  listDependencies,
  listHiddenParents,
  listMonitorNames,
  lockDependencies,
  saveRules,
} from "#server/store/alert-rules-store.ts";
import { wakeMonitors } from "#server/store/due-store.ts";
import { listEscalationPolicyIds } from "#server/store/escalation-policy-store.ts";
import { listMonitorIds } from "#server/store/maintenance-store.ts";
import type { MonitorScope } from "#server/store/monitor-scope.ts";
import type { Tx } from "#server/store/prisma.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { changeMonitor, recordCommand } from "./in-transaction.ts";

/** The judge looks again at once, because the same readings can now mean something else. */
export async function setAlertRules(
  deps: ActionDeps,
  caller: Caller,
  change: { id: string; rules: AlertRules },
): Promise<{ id: string }> {
  const { id, rules } = change;
  const at = deps.now();
  const { workspaceId, tags } = caller.actor;
  const scope = { workspaceId, tags };
  await changeMonitor(deps, { caller, id }, async (tx, monitor) => {
    await requirePolicy(tx, { workspaceId, id: rules.escalationPolicyId });
    const parentIds = await resolveParents(tx, { scope, monitorId: monitor.id, rules });
    const before = await findRules(tx, monitor.id);
    const { policy, severity, escalationPolicyId } = rules;
    const after = { policy, severity, escalationPolicyId, parentIds };
    await saveRules(tx, { ...after, monitorId: monitor.id });
    await wakeMonitors(tx, { monitorIds: [monitor.id], at });
    await recordCommand(tx, caller, {
      action: "monitor.set_rules",
      subject: id,
      at,
      detail: { before, after },
    });
  });
  deps.wakeClock(at.getTime());
  return { id };
}

async function requirePolicy(tx: Tx, asked: { workspaceId: string; id: string | null }): Promise<void> {
  const { workspaceId, id } = asked;
  if (id === null) return;
  const found = await listEscalationPolicyIds(tx, { workspaceId, ids: [id] });
  if (found.length > 0) return;
  throw new AppError("invalid", "There is no such escalation policy. Choose another one.", {
    field: "rules.escalationPolicyId",
  });
}

async function resolveParents(
  tx: Tx,
  wish: { scope: MonitorScope; monitorId: number; rules: AlertRules },
): Promise<number[]> {
  const { scope, monitorId } = wish;
  const publicIds = [...new Set(wish.rules.parentIds)];
  const hidden = await listHiddenParents(tx, { scope, monitorId });
  if (publicIds.length === 0) return hidden;
  await lockDependencies(tx, scope.workspaceId);
  const found = await listMonitorIds(tx, { scope, publicIds });
  if (found.size < publicIds.length) refuse("One of these monitors does not exist any more. Choose again.");
  const parentIds = [...found.values(), ...hidden].sort((a, b) => a - b);
  if (parentIds.includes(monitorId)) refuse("A monitor cannot depend on itself.");

  // Of the monitor itself only what it will depend on counts, not what it depends on now.
  const edges = (await listDependencies(tx, parentIds)).filter((edge) => edge.monitorId !== monitorId);
  const cycle = findCycle(edges, { monitorId, parentIds });
  if (cycle !== null) refuse(`That would be a circle: ${await nameCycle(tx, scope, cycle)}.`);
  return parentIds;
}

/** "Shop depends on Database, which depends on Shop". */
async function nameCycle(tx: Tx, scope: MonitorScope, cycle: readonly number[]): Promise<string> {
  const names = await listMonitorNames(tx, { scope, monitorIds: cycle });
  return cycle
    .map((id, index) => {
      const name = names.get(id) ?? "a monitor that you cannot see";
      if (index === 0) return name;
      return `${index === 1 ? " depends on " : ", which depends on "}${name}`;
    })
    .join("");
}

function refuse(message: string): never {
  throw new AppError("invalid", message, { field: "rules.parentIds" });
}
