import * as z from "zod";
import {
  AutoPosts,
  CustomDomain,
  PageDescription,
  PagePassword,
  PageTitle,
  StatusAccess,
  StatusAssetInput,
  StatusAssetKind,
  StatusLayout,
  StatusLook,
  StatusPageInput,
  StatusSlug,
} from "#contracts/status-page.ts";
import { checkDomain } from "#server/actions/status-page/check-domain.ts";
import { createPage } from "#server/actions/status-page/create-page.ts";
import { deletePage } from "#server/actions/status-page/delete-page.ts";
import { duplicatePage } from "#server/actions/status-page/duplicate-page.ts";
import { publishPage, schedulePage, unpublishPage } from "#server/actions/status-page/publish-page.ts";
import { savePageLayout } from "#server/actions/status-page/save-page-layout.ts";
import { setAccess } from "#server/actions/status-page/set-access.ts";
import { deleteAsset, uploadAsset } from "#server/actions/status-page/set-asset.ts";
import { removeDomain, setDomain } from "#server/actions/status-page/set-domain.ts";
import { setAutoPosts, setLook, setSlug, setTexts } from "#server/actions/status-page/set-page.ts";
import { getAsset } from "#server/views/status-page/get-asset.ts";
import { getPage } from "#server/views/status-page/get-page.ts";
import { listPages } from "#server/views/status-page/list-pages.ts";
import { router, sharedEditorProcedure, viewerProcedure } from "../init.ts";

const Id = z.uuid();
const ById = z.strictObject({ id: Id });
const OfAsset = z.strictObject({ id: Id, kind: StatusAssetKind });
/** Epoch ms. */
const Moment = z.number().int().min(0).max(8_000_000_000_000);

/** Everybody of the workspace looks at pages; whoever is held to tags changes none. */
export const statusPageRouter = router({
  list: viewerProcedure.query(({ ctx }) => listPages(ctx.deps, ctx.actor)),
  get: viewerProcedure.input(ById).query(({ ctx, input }) => getPage(ctx.deps, ctx.actor, input.id)),
  asset: viewerProcedure.input(OfAsset).query(({ ctx, input }) => getAsset(ctx.deps, ctx.actor, input)),
  create: sharedEditorProcedure
    .input(StatusPageInput)
    .mutation(({ ctx, input }) => createPage(ctx.deps, ctx, input)),
  setTexts: sharedEditorProcedure
    .input(z.strictObject({ id: Id, title: PageTitle, description: PageDescription }))
    .mutation(({ ctx, input }) => setTexts(ctx.deps, ctx, input)),
  setSlug: sharedEditorProcedure
    .input(z.strictObject({ id: Id, slug: StatusSlug }))
    .mutation(({ ctx, input }) => setSlug(ctx.deps, ctx, input)),
  saveLayout: sharedEditorProcedure
    .input(z.strictObject({ id: Id, layout: StatusLayout }))
    .mutation(({ ctx, input }) => savePageLayout(ctx.deps, ctx, input)),
  setLook: sharedEditorProcedure
    .input(z.strictObject({ id: Id, look: StatusLook }))
    .mutation(({ ctx, input }) => setLook(ctx.deps, ctx, input)),
  /** `password` left out: the one that there is stays. */
  setAccess: sharedEditorProcedure
    .input(z.strictObject({ id: Id, access: StatusAccess, password: PagePassword.optional() }))
    .mutation(({ ctx, input }) => setAccess(ctx.deps, ctx, input)),
  setAutoPosts: sharedEditorProcedure
    .input(z.strictObject({ id: Id, autoPosts: AutoPosts }))
    .mutation(({ ctx, input }) => setAutoPosts(ctx.deps, ctx, input)),
  publish: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => publishPage(ctx.deps, ctx, input.id)),
  unpublish: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => unpublishPage(ctx.deps, ctx, input.id)),
  /** Null takes the plan back. */
  schedule: sharedEditorProcedure
    .input(z.strictObject({ id: Id, at: Moment.nullable() }))
    .mutation(({ ctx, input }) => schedulePage(ctx.deps, ctx, input)),
  duplicate: sharedEditorProcedure
    .input(z.strictObject({ id: Id, title: PageTitle, slug: StatusSlug }))
    .mutation(({ ctx, input }) => duplicatePage(ctx.deps, ctx, input)),
  delete: sharedEditorProcedure.input(ById).mutation(({ ctx, input }) => deletePage(ctx.deps, ctx, input.id)),
  uploadAsset: sharedEditorProcedure
    .input(StatusAssetInput)
    .mutation(({ ctx, input }) => uploadAsset(ctx.deps, ctx, input)),
  deleteAsset: sharedEditorProcedure
    .input(OfAsset)
    .mutation(({ ctx, input }) => deleteAsset(ctx.deps, ctx, input)),
  setDomain: sharedEditorProcedure
    .input(z.strictObject({ id: Id, domain: CustomDomain }))
    .mutation(({ ctx, input }) => setDomain(ctx.deps, ctx, input)),
  removeDomain: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => removeDomain(ctx.deps, ctx, input.id)),
  checkDomain: sharedEditorProcedure
    .input(ById)
    .mutation(({ ctx, input }) => checkDomain(ctx.deps, ctx, input.id)),
});
