import type { ConfigKind, ConfigOptions } from "#contracts/config-plan.ts";
import type { ConfigEntry, EntryOf } from "#domain/config/config-entry.ts";
import { touchesOf } from "#domain/config/diff-fields.ts";
import type { PlannedStep } from "#domain/config/plan-entry.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { leavePlace, reservePlace, saveManaged } from "#server/store/config/managed-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { setWorkspacePolicy } from "../workspace/set-workspace-policy.ts";
import { escalationApplier, onCallApplier } from "./appliers/alerting-appliers.ts";
import { channelApplier } from "./appliers/channel-applier.ts";
import { monitorApplier } from "./appliers/monitor-applier.ts";
import { pageApplier } from "./appliers/page-applier.ts";
import { secretApplier } from "./appliers/secret-applier.ts";
import { maintenanceApplier, objectiveApplier } from "./appliers/time-appliers.ts";
import type { Applier, ApplyContext, Wanted } from "./apply-context.ts";

const APPLIERS: { [Kind in Exclude<ConfigKind, "workspace">]: Applier<Kind> } = {
  secret: secretApplier,
  channel: channelApplier,
  onCall: onCallApplier,
  escalation: escalationApplier,
  monitor: monitorApplier,
  maintenance: maintenanceApplier,
  objective: objectiveApplier,
  statusPage: pageApplier,
};

/** A place that nobody has filled for so long belongs to a run that has ended. */
const ABANDONED_MS = 120_000;

type Run = Pick<ConfigOptions, "source"> & { lost: ReadonlySet<string> };

/** Does one step and remembers whose it is. Returns the id of what there is now; null when it is gone. */
export async function applyStep(context: ApplyContext, step: PlannedStep, run: Run): Promise<string | null> {
  const { part, id } = step;
  if (part?.kind === "workspace") {
    await setWorkspacePolicy(context.deps, context.caller, part.entry.policy);
    return id;
  }
  if (part === null) return removeThing(context, step, run);
  return applyPart(context, { step, part, applier: applierOf(part), run });
}

type Work = {
  step: PlannedStep;
  part: ConfigEntry;
  applier: Applier<ConfigKind>;
  run: Run;
};

/** The applier of a kind takes the entries of that kind: what the compiler cannot follow through a table. */
function applierOf(part: ConfigEntry): Applier<ConfigKind> {
  if (part.kind === "workspace") throw new Error("The workspace has no applier.");
  return APPLIERS[part.kind] as unknown as Applier<ConfigKind>;
}

async function applyPart(context: ApplyContext, { step, part, applier, run }: Work): Promise<string> {
  const { caller, deps } = context;
  const place = { workspaceId: caller.actor.workspaceId, source: run.source, kind: step.kind, key: step.key };
  const wanted: Wanted<ConfigKind> = {
    entry: part.entry as EntryOf[ConfigKind],
    credentials: step.credentials,
    touches: touchesOf(step.fields),
  };
  const save = (targetId: string, applied: unknown) =>
    saveManaged(sqlOf(deps.db), { place, targetId, applied, at: deps.now() });
  // The second step of two channels that stand in for one another has no id of its own.
  const presentId = step.id ?? (step.action === "update" ? context.idOf(step.kind, step.key) : null);
  if (presentId !== null) {
    if (step.fields.length > 0) await applier.update(context, { ...wanted, id: presentId });
    if (step.kind !== "secret" || step.action !== "update") await save(presentId, part.entry);
    return presentId;
  }
  await requirePlace(context, { place, lost: run.lost.has(`${step.kind}/${step.key}`) });
  const id = await createInPlace(context, { applier, wanted, place });
  await save(id, null);
  await applier.settle?.(context, { ...wanted, touches: () => true, id });
  await save(id, part.entry);
  return id;
}

type Place = { workspaceId: string; source: string; kind: ConfigKind; key: string };

async function requirePlace(
  { deps }: ApplyContext,
  { place, lost }: { place: Place; lost: boolean },
): Promise<void> {
  const at = deps.now();
  const abandonedBefore = new Date(at.getTime() - ABANDONED_MS);
  if (await reservePlace(sqlOf(deps.db), { place, lost, at, abandonedBefore })) return;
  throw new AppError("conflict", "Another run makes this at the same time. Look at the plan again.");
}

async function createInPlace(
  context: ApplyContext,
  { applier, wanted, place }: { applier: Applier<ConfigKind>; wanted: Wanted<ConfigKind>; place: Place },
): Promise<string> {
  try {
    return await applier.create(context, wanted);
  } catch (cause) {
    await leavePlace(sqlOf(context.deps.db), place);
    throw cause;
  }
}

async function removeThing(context: ApplyContext, step: PlannedStep, { source }: Run): Promise<null> {
  const { kind, key, id } = step;
  if (id === null || kind === "workspace") return null;
  await APPLIERS[kind].remove(context, id);
  const { workspaceId } = context.caller.actor;
  await leavePlace(sqlOf(context.deps.db), { workspaceId, source, kind, key });
  return null;
}
