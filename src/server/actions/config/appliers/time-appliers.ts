import type { MaintenanceInput } from "#contracts/maintenance.ts";
import type { ObjectiveInput } from "#contracts/objective.ts";
import { writeCanonical } from "#domain/config/diff-fields.ts";
import { listObjectives } from "#server/store/objective-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { createMaintenance } from "../../maintenance/create-maintenance.ts";
import { deleteMaintenance } from "../../maintenance/delete-maintenance.ts";
import { updateMaintenance } from "../../maintenance/update-maintenance.ts";
import { addExclusion, removeExclusion } from "../../objective/change-exclusion.ts";
import { createObjective } from "../../objective/create-objective.ts";
import { deleteObjective } from "../../objective/delete-objective.ts";
import { updateObjective } from "../../objective/update-objective.ts";
import type { Applier, ApplyContext, Existing, Wanted } from "../apply-context.ts";

export const maintenanceApplier: Applier<"maintenance"> = {
  async create(context, wanted) {
    return (await createMaintenance(context.deps, context.caller, windowOf(context, wanted))).id;
  },
  async update(context, existing) {
    const { id } = existing;
    await updateMaintenance(context.deps, context.caller, { id, input: windowOf(context, existing) });
  },
  remove: ({ deps, caller }, id) => deleteMaintenance(deps, caller, id),
};

export const objectiveApplier: Applier<"objective"> = {
  async create(context, wanted) {
    return (await createObjective(context.deps, context.caller, objectiveOf(context, wanted))).id;
  },
  settle: (context, existing) => applyExclusions(context, existing),
  async update(context, existing) {
    const { id, touches } = existing;
    const own = Object.keys(existing.entry).filter((name) => name !== "exclusions");
    if (touches(...own)) {
      await updateObjective(context.deps, context.caller, { id, input: objectiveOf(context, existing) });
    }
    if (touches("exclusions")) await applyExclusions(context, existing);
  },
  remove: ({ deps, caller }, id) => deleteObjective(deps, caller, id),
};

function windowOf({ idOf }: ApplyContext, { entry }: Wanted<"maintenance">): MaintenanceInput {
  const { everything, monitors, tags } = entry.scope;
  const monitorIds = monitors.map((key) => idOf("monitor", key));
  return { name: entry.name, timing: entry.timing, scope: { everything, monitorIds, tags } };
}

function objectiveOf({ idOf, memberIds }: ApplyContext, { entry }: Wanted<"objective">): ObjectiveInput {
  const { key: _, exclusions: __, scope, channels, mailTo, ...own } = entry;
  return {
    ...own,
    scope:
      scope.kind === "tag"
        ? scope
        : { kind: scope.kind, monitorIds: scope.monitors.map((monitor) => idOf("monitor", monitor)) },
    channelIds: channels.map((channel) => idOf("channel", channel)),
    mailTo: mailTo.flatMap((address) => memberIds.get(address) ?? []),
  };
}

async function applyExclusions(
  { deps, caller }: ApplyContext,
  { id, entry }: Existing<"objective">,
): Promise<void> {
  if (entry.exclusions === undefined) return;
  const { workspaceId } = caller.actor;
  const [facts] = await listObjectives(sqlOf(deps.db), { workspaceId, id });
  const present = (facts?.exclusions ?? []).map(({ id: exclusionId, startsAt, endsAt, reason }) => ({
    exclusionId,
    text: writeCanonical({ startsAt, endsAt, reason }),
  }));
  const wanted = new Set(entry.exclusions.map(writeCanonical));
  for (const { exclusionId, text } of present) {
    if (!wanted.has(text)) await removeExclusion(deps, caller, exclusionId);
  }
  const there = new Set(present.map(({ text }) => text));
  for (const exclusion of entry.exclusions) {
    if (there.has(writeCanonical(exclusion))) continue;
    await addExclusion(deps, caller, { objectiveId: id, ...exclusion });
  }
}
