import * as z from "zod";
import { Policy } from "#contracts/policy.ts";
import { WorkspaceInput } from "#contracts/workspace.ts";
import { beginWorkspaceExport } from "#server/actions/workspace/begin-workspace-export.ts";
import { createWorkspace } from "#server/actions/workspace/create-workspace.ts";
import { deleteWorkspace } from "#server/actions/workspace/delete-workspace.ts";
import { setWorkspacePolicy } from "#server/actions/workspace/set-workspace-policy.ts";
import { switchWorkspace } from "#server/actions/workspace/switch-workspace.ts";
import { updateWorkspace } from "#server/actions/workspace/update-workspace.ts";
import { getWorkspacePolicy } from "#server/views/get-alert-rules.ts";
import { getWorkspace } from "#server/views/get-workspace.ts";
import { listOwnWorkspaces } from "#server/views/list-team.ts";
import {
  adminProcedure,
  memberViewerProcedure,
  ownerProcedure,
  router,
  sharedEditorProcedure,
  userProcedure,
  viewerProcedure,
} from "../init.ts";

export const workspaceRouter = router({
  /** Those that the caller belongs to. */
  list: userProcedure.query(({ ctx }) => listOwnWorkspaces(ctx.deps, ctx.identity)),
  create: userProcedure
    .input(WorkspaceInput)
    .mutation(({ ctx, input }) => createWorkspace(ctx.deps, ctx, input)),
  switch: userProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => switchWorkspace(ctx.deps, ctx, input.id)),
  get: memberViewerProcedure.query(({ ctx }) => getWorkspace(ctx.deps, ctx.actor)),
  update: adminProcedure
    .input(WorkspaceInput)
    .mutation(({ ctx, input }) => updateWorkspace(ctx.deps, ctx, input)),
  export: adminProcedure.mutation(({ ctx }) => beginWorkspaceExport(ctx.deps, ctx)),
  /** Takes the name as typed by whoever means it. */
  delete: ownerProcedure
    .input(z.strictObject({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => deleteWorkspace(ctx.deps, ctx, input.name)),
  policy: viewerProcedure.query(({ ctx }) => getWorkspacePolicy(ctx.deps, ctx.actor)),
  setPolicy: sharedEditorProcedure
    .input(z.strictObject({ policy: Policy }))
    .mutation(({ ctx, input }) => setWorkspacePolicy(ctx.deps, ctx, input.policy)),
});
