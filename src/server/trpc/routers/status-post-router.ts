import * as z from "zod";
import { listPage } from "#contracts/list-page.ts";
import {
  DraftUpdateEdit,
  PostEdit,
  PostFilter,
  PostImpact,
  PostInput,
  PostPublication,
  PostUpdateInput,
  PublicPostMortem,
  TemplateInput,
} from "#contracts/status-post.ts";
import { addPostUpdate } from "#server/actions/status-post/add-post-update.ts";
import {
  createTemplate,
  deleteTemplate,
  updateTemplate,
} from "#server/actions/status-post/change-template.ts";
import { createPost } from "#server/actions/status-post/create-post.ts";
import { deleteDraftUpdate, editDraftUpdate } from "#server/actions/status-post/edit-draft-update.ts";
import { deletePost, editPost, savePublicPostMortem } from "#server/actions/status-post/edit-post.ts";
import { publishPost, unpublishPost } from "#server/actions/status-post/publish-post.ts";
import { draftPostMortemOfPost, draftPostsOfIncident } from "#server/views/status-post/draft-post.ts";
import { getAudience, getPost, listPosts } from "#server/views/status-post/list-posts.ts";
import { listTemplates } from "#server/views/status-post/list-templates.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });
const ListInput = z.strictObject({
  pageId: Id,
  filter: PostFilter,
  ...listPage({ usual: 20, most: 50 }),
});
const AudienceInput = z.strictObject({ pageId: Id, impact: PostImpact, componentIds: z.array(Id).max(500) });
const MortemInput = z.strictObject({ id: Id, markdown: PublicPostMortem, basedOn: PublicPostMortem });

export const statusPostRouter = router({
  list: viewerProcedure.input(ListInput).query(({ ctx, input }) => listPosts(ctx.deps, ctx.actor, input)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getPost(ctx.deps, ctx.actor, input.id)),
  audience: viewerProcedure
    .input(AudienceInput)
    .query(({ ctx, input }) => getAudience(ctx.deps, ctx.actor, input)),
  draftsOfIncident: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => draftPostsOfIncident(ctx.deps, ctx.actor, input.id)),
  draftPostMortem: viewerProcedure
    .input(ById)
    .query(({ ctx, input }) => draftPostMortemOfPost(ctx.deps, ctx.actor, input.id)),
  create: sharedEditorProcedure
    .input(z.strictObject({ pageId: Id, input: PostInput }))
    .mutation(({ ctx, input }) => createPost(ctx.deps, ctx, input)),
  edit: sharedEditorProcedure
    .input(z.strictObject({ id: Id, edit: PostEdit }))
    .mutation(({ ctx, input }) => editPost(ctx.deps, ctx, input)),
  addUpdate: sharedEditorProcedure
    .input(z.strictObject({ id: Id, input: PostUpdateInput }))
    .mutation(({ ctx, input }) => addPostUpdate(ctx.deps, ctx, input)),
  editUpdate: sharedEditorProcedure
    .input(z.strictObject({ id: Id, edit: DraftUpdateEdit }))
    .mutation(({ ctx, input }) => editDraftUpdate(ctx.deps, ctx, input)),
  deleteUpdate: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteDraftUpdate(ctx.deps, ctx, input.id)),
  publish: sharedEditorProcedure
    .input(z.strictObject({ id: Id, publication: PostPublication }))
    .mutation(({ ctx, input }) => publishPost(ctx.deps, ctx, input)),
  unpublish: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => unpublishPost(ctx.deps, ctx, input.id)),
  delete: sharedEditorProcedure.input(ById).mutation(({ ctx, input }) => deletePost(ctx.deps, ctx, input.id)),
  savePostMortem: sharedEditorProcedure
    .input(MortemInput)
    .mutation(({ ctx, input }) => savePublicPostMortem(ctx.deps, ctx, input)),
});

export const statusTemplateRouter = router({
  list: viewerProcedure.query(({ ctx }) => listTemplates(ctx.deps, ctx.actor)),
  create: sharedEditorProcedure
    .input(TemplateInput)
    .mutation(({ ctx, input }) => createTemplate(ctx.deps, ctx, input)),
  update: sharedEditorProcedure
    .input(z.strictObject({ id: Id, input: TemplateInput }))
    .mutation(({ ctx, input }) => updateTemplate(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => deleteTemplate(ctx.deps, ctx, input.id)),
});
