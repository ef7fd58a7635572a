import * as z from "zod";
import {
  IncidentKind,
  IncidentMessage,
  IncidentState,
  ManualIncidentInput,
  PostMortem,
} from "#contracts/incident.ts";
import { listPage } from "#contracts/list-page.ts";
import { acknowledgeIncident } from "#server/actions/incident/acknowledge-incident.ts";
import { assignIncident } from "#server/actions/incident/assign-incident.ts";
import { commentIncident } from "#server/actions/incident/comment-incident.ts";
import { createIncident } from "#server/actions/incident/create-incident.ts";
import { mergeIncident } from "#server/actions/incident/merge-incident.ts";
import { postUpdate } from "#server/actions/incident/post-update.ts";
import { reopenIncident } from "#server/actions/incident/reopen-incident.ts";
import { resolveIncident } from "#server/actions/incident/resolve-incident.ts";
import { savePostMortem } from "#server/actions/incident/save-post-mortem.ts";
import { draftIncidentPostMortem, getIncident } from "#server/views/get-incident.ts";
import {
  countOpen,
  listIncidentAssignees,
  listIncidents,
  listIncidentsOfMonitor,
} from "#server/views/list-incidents.ts";
import { editorProcedure, router, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });
const Text = ById.extend({ message: IncidentMessage, eventId: z.uuid().optional() });
const ListInput = z.strictObject({
  state: IncidentState.optional(),
  kind: IncidentKind.optional(),
  monitorId: Id.optional(),
  search: z.string().max(200).optional(),
  ...listPage({ usual: 25, most: 100 }),
});

export const incidentRouter = router({
  list: viewerProcedure.input(ListInput).query(({ ctx, input }) => listIncidents(ctx.deps, ctx.actor, input)),
  openCount: viewerProcedure.query(({ ctx }) => countOpen(ctx.deps, ctx.actor)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getIncident(ctx.deps, ctx.actor, input.id)),
  ofMonitor: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => listIncidentsOfMonitor(ctx.deps, ctx.actor, input.id)),
  assignees: viewerProcedure.query(({ ctx }) => listIncidentAssignees(ctx.deps, ctx.actor)),
  draftPostMortem: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => draftIncidentPostMortem(ctx.deps, ctx.actor, input.id)),
  create: editorProcedure
    .input(ManualIncidentInput.extend({ id: Id.optional() }))
    .mutation(({ ctx, input }) => createIncident(ctx.deps, ctx, input)),
  acknowledge: editorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => acknowledgeIncident(ctx.deps, ctx, input.id)),
  assign: editorProcedure
    .input(ById.extend({ userId: Id.nullable() }))
    .mutation(({ ctx, input }) => assignIncident(ctx.deps, ctx, input)),
  comment: editorProcedure.input(Text).mutation(({ ctx, input }) => commentIncident(ctx.deps, ctx, input)),
  update: editorProcedure.input(Text).mutation(({ ctx, input }) => postUpdate(ctx.deps, ctx, input)),
  resolve: editorProcedure
    .input(ById.extend({ message: z.string().trim().max(10_000).optional() }))
    .mutation(({ ctx, input }) => resolveIncident(ctx.deps, ctx, input)),
  reopen: editorProcedure.input(ById).mutation(({ ctx, input }) => reopenIncident(ctx.deps, ctx, input.id)),
  merge: editorProcedure
    .input(ById.extend({ intoId: Id }))
    .mutation(({ ctx, input }) => mergeIncident(ctx.deps, ctx, input)),
  savePostMortem: editorProcedure
    .input(ById.extend({ markdown: PostMortem, basedOn: PostMortem }))
    .mutation(({ ctx, input }) => savePostMortem(ctx.deps, ctx, input)),
});
