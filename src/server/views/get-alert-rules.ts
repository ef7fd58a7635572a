import { type AlertRulesView, StoredPolicy, type WorkspacePolicyView } from "#contracts/policy.ts";
import { heartbeatPolicy } from "#domain/heartbeat/heartbeat-policy.ts";
import { describeJobPolicy, describePolicy, findPolicyWarnings } from "#domain/policy/describe-policy.ts";
import type { Actor } from "#server/auth/actor.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findRulesRow } from "#server/store/alert-rules-store.ts";
import { scopeOf } from "#server/store/monitor-scope.ts";
import { findWorkspacePolicy } from "#server/store/workspace-store.ts";
import { getMonitorHead, type ViewDeps } from "./view-deps.ts";

export async function getAlertRules(deps: ViewDeps, actor: Actor, id: string): Promise<AlertRulesView> {
  const { id: monitorId, kind, intervalMs, timeoutMs } = await getMonitorHead(deps, actor, id);
  const row = await findRulesRow(deps.sql, { ...scopeOf(actor), monitorId });
  if (!row) throw new AppError("not_found", "There is no such monitor.");
  const { parents, escalationPolicy, regions, severity } = row;
  const workspacePolicy = StoredPolicy.parse(row.workspacePolicy);
  const policy = row.policy === null ? null : StoredPolicy.parse(row.policy);
  const holds = policy ?? workspacePolicy;
  return {
    rules: {
      policy,
      severity,
      parentIds: parents.map((parent) => parent.id),
      escalationPolicyId: escalationPolicy?.id ?? null,
    },
    workspacePolicy,
    parents,
    escalationPolicy,
    regions,
    intervalMs,
    timeoutMs,
    ...(kind === "heartbeat"
      ? { sentences: describeJobPolicy(heartbeatPolicy(holds, { isOwn: policy !== null })), warnings: [] }
      : {
          sentences: describePolicy(holds, regions),
          warnings: findPolicyWarnings(holds, { regions, intervalMs, timeoutMs }),
        }),
  };
}

export async function getWorkspacePolicy(deps: ViewDeps, actor: Actor): Promise<WorkspacePolicyView> {
  const { policy: stored, followers } = await findWorkspacePolicy(deps.sql, scopeOf(actor));
  const policy = StoredPolicy.parse(stored);
  return { policy, followers, sentences: describePolicy(policy, null) };
}
