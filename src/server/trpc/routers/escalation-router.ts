import * as z from "zod";
import {
  EscalationPolicyInput,
  OnCallOverrideInput,
  OnCallScheduleInput,
  Rotation,
} from "#contracts/escalation.ts";
import { createEscalationPolicy } from "#server/actions/escalation/create-escalation-policy.ts";
import { deleteEscalationPolicy } from "#server/actions/escalation/delete-escalation-policy.ts";
import { updateEscalationPolicy } from "#server/actions/escalation/update-escalation-policy.ts";
import { addOverride, removeOverride } from "#server/actions/on-call/change-override.ts";
import { createSchedule } from "#server/actions/on-call/create-schedule.ts";
import { deleteSchedule } from "#server/actions/on-call/delete-schedule.ts";
import { updateSchedule } from "#server/actions/on-call/update-schedule.ts";
import { listEscalationPolicies, listSchedules, previewRotation } from "#server/views/list-escalation.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });

export const escalationRouter = router({
  list: viewerProcedure.query(({ ctx }) => listEscalationPolicies(ctx.deps, ctx.actor)),
  create: sharedEditorProcedure
    .input(EscalationPolicyInput)
    .mutation(({ ctx, input }) => createEscalationPolicy(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(z.strictObject({ id: Id, input: EscalationPolicyInput }))
    .mutation(({ ctx, input }) => updateEscalationPolicy(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteEscalationPolicy(ctx.deps, ctx, input.id)),
});

export const onCallRouter = router({
  list: viewerProcedure.query(({ ctx }) => listSchedules(ctx.deps, ctx.actor)),
  preview: viewerProcedure
    .input(z.strictObject({ rotation: Rotation }))
    .query(({ ctx, input }) => previewRotation(ctx.deps, input.rotation)),
  create: sharedEditorProcedure
    .input(OnCallScheduleInput)
    .mutation(({ ctx, input }) => createSchedule(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(z.strictObject({ id: Id, input: OnCallScheduleInput }))
    .mutation(({ ctx, input }) => updateSchedule(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteSchedule(ctx.deps, ctx, input.id)),
  addOverride: sharedEditorProcedure
    .input(OnCallOverrideInput)
    .mutation(({ ctx, input }) => addOverride(ctx.deps, ctx, input)),
  removeOverride: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => removeOverride(ctx.deps, ctx, input.id)),
});
