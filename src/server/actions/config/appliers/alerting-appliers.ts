import type { EscalationPolicyInput, OnCallScheduleInput } from "#contracts/escalation.ts";
import { writeCanonical } from "#domain/config/diff-fields.ts";
import { listScheduleRows } from "#server/store/on-call-store.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { createEscalationPolicy } from "../../escalation/create-escalation-policy.ts";
import { deleteEscalationPolicy } from "../../escalation/delete-escalation-policy.ts";
import { updateEscalationPolicy } from "../../escalation/update-escalation-policy.ts";
import { addOverride, removeOverride } from "../../on-call/change-override.ts";
import { createSchedule } from "../../on-call/create-schedule.ts";
import { deleteSchedule } from "../../on-call/delete-schedule.ts";
import { updateSchedule } from "../../on-call/update-schedule.ts";
import type { Applier, ApplyContext, Existing, Wanted } from "../apply-context.ts";

export const escalationApplier: Applier<"escalation"> = {
  async create(context, wanted) {
    return (await createEscalationPolicy(context.deps, context.caller, policyOf(context, wanted))).id;
  },
  async update(context, existing) {
    const { id } = existing;
    await updateEscalationPolicy(context.deps, context.caller, { id, input: policyOf(context, existing) });
  },
  remove: ({ deps, caller }, id) => deleteEscalationPolicy(deps, caller, id),
};

export const onCallApplier: Applier<"onCall"> = {
  async create(context, wanted) {
    return (await createSchedule(context.deps, context.caller, scheduleOf(context, wanted))).id;
  },
  settle: (context, existing) => applyOverrides(context, existing),
  async update(context, existing) {
    const { id, touches } = existing;
    if (touches("name", "rotation")) {
      await updateSchedule(context.deps, context.caller, { id, input: scheduleOf(context, existing) });
    }
    if (touches("overrides")) await applyOverrides(context, existing);
  },
  remove: ({ deps, caller }, id) => deleteSchedule(deps, caller, id),
};

function policyOf({ idOf }: ApplyContext, { entry }: Wanted<"escalation">): EscalationPolicyInput {
  const steps = entry.steps.map(({ afterMin, channels, onCall }) => ({
    afterMin,
    channelIds: channels.map((key) => idOf("channel", key)),
    scheduleIds: onCall.map((key) => idOf("onCall", key)),
  }));
  return { name: entry.name, steps, repeat: entry.repeat };
}

function scheduleOf({ idOf }: ApplyContext, { entry }: Wanted<"onCall">): OnCallScheduleInput {
  const { channels, ...turns } = entry.rotation;
  const channelIds = channels.map((key) => idOf("channel", key));
  return { name: entry.name, rotation: { ...turns, channelIds } };
}

async function applyOverrides(
  { deps, caller, idOf }: ApplyContext,
  { id, entry }: Existing<"onCall">,
): Promise<void> {
  if (entry.overrides === undefined) return;
  const asked = { workspaceId: caller.actor.workspaceId, at: deps.now() };
  const rows = await listScheduleRows(sqlOf(deps.db), asked);
  const present = rows.find((row) => row.id === id)?.overrides ?? [];
  const wanted = entry.overrides.map(({ channel, startsAt, endsAt }) => ({
    channelId: idOf("channel", channel),
    startsAt,
    endsAt,
  }));
  const kept = new Set(wanted.map(writeCanonical));
  const there = new Set(present.map(({ id: _, ...override }) => writeCanonical(override)));
  for (const { id: overrideId, ...override } of present) {
    if (!kept.has(writeCanonical(override))) await removeOverride(deps, caller, overrideId);
  }
  for (const override of wanted) {
    if (there.has(writeCanonical(override))) continue;
    await addOverride(deps, caller, { scheduleId: id, ...override });
  }
}
