import { StatusPageEntry } from "#contracts/config-document.ts";
import { PagePassword, type StatusLayout } from "#contracts/status-page.ts";
import { diffFields, touchesOf } from "#domain/config/diff-fields.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { findLayout } from "#server/store/status-layout-store.ts";
import { createPage } from "../../status-page/create-page.ts";
import { deletePage } from "../../status-page/delete-page.ts";
import { publishPage, schedulePage, unpublishPage } from "../../status-page/publish-page.ts";
import { savePageLayout } from "../../status-page/save-page-layout.ts";
import { setAccess } from "../../status-page/set-access.ts";
import { removeDomain, setDomain } from "../../status-page/set-domain.ts";
import { setAutoPosts, setLook, setSlug, setTexts } from "../../status-page/set-page.ts";
import { type Applier, type ApplyContext, type Existing, requireValue } from "../apply-context.ts";

type Page = Existing<"statusPage">;

export const pageApplier: Applier<"statusPage"> = {
  async create({ deps, caller }, { entry }) {
    const { title, slug, description } = entry;
    return (await createPage(deps, caller, { title, slug, description })).id;
  },
  settle(context, page) {
    const { key, title, slug, description } = page.entry;
    const blank = StatusPageEntry.parse({ key, title, slug, description });
    return applyParts(context, { ...page, touches: touchesOf(diffFields(blank, page.entry)) });
  },
  async update(context, page) {
    const { deps, caller } = context;
    const { id, entry, touches } = page;
    const { title, slug, description } = entry;
    if (touches("title", "description")) await setTexts(deps, caller, { id, title, description });
    if (touches("slug")) await setSlug(deps, caller, { id, slug });
    await applyParts(context, page);
  },
  remove: ({ deps, caller }, id) => deletePage(deps, caller, id),
};

/** Who is let in comes before the page is published. */
async function applyParts(context: ApplyContext, page: Page): Promise<void> {
  const { deps, caller } = context;
  const { id, entry, touches } = page;
  if (touches("look")) await setLook(deps, caller, { id, look: entry.look });
  if (touches("access", "password")) await applyAccess(context, page);
  if (touches("autoPosts")) await setAutoPosts(deps, caller, { id, autoPosts: entry.autoPosts });
  if (touches("sections")) {
    await savePageLayout(deps, caller, { id, layout: await layoutOf(context, page) });
  }
  if (touches("domain") && entry.domain !== undefined) {
    if (entry.domain === null) await removeDomain(deps, caller, id);
    else await setDomain(deps, caller, { id, domain: entry.domain });
  }
  if (touches("state", "publishAt")) await applyState(context, page);
}

async function applyAccess(context: ApplyContext, { id, entry, credentials }: Page): Promise<void> {
  const env = credentials.find(({ field }) => field === "password")?.env;
  const given = env === undefined ? undefined : context.values[env];
  const isNew = entry.password !== undefined && entry.password.env !== "";
  const password = isNew ? requireValue(context, entry.password?.env ?? "") : given;
  if (password !== undefined && !PagePassword.safeParse(password).success) {
    throw new AppError("invalid", `${env} is no password for a page: it has 8 to 200 characters.`);
  }
  const isByPassword = entry.access.kind === "password";
  await setAccess(context.deps, context.caller, {
    id,
    access: entry.access,
    ...(isByPassword && password !== undefined && { password }),
  });
}

async function applyState({ deps, caller }: ApplyContext, { id, entry }: Page): Promise<void> {
  if (entry.state === "published") await publishPage(deps, caller, id);
  else {
    await unpublishPage(deps, caller, id);
    if (entry.publishAt !== null) await schedulePage(deps, caller, { id, at: entry.publishAt });
  }
}

/** What keeps its name in its section keeps its posts and its history. */
async function layoutOf({ deps, idOf }: ApplyContext, { id, entry }: Page): Promise<StatusLayout> {
  const before = await findLayout(deps.db, id);
  const sections = [...before.sections];
  const components = [...before.components];
  return entry.sections.map(({ components: wanted, ...section }) => {
    const old = take(sections, (one) => one.name === section.name);
    return {
      ...section,
      ...(old && { id: old.id }),
      components: wanted.map(({ monitors, ...component }) => {
        const same =
          take(components, (one) => one.name === component.name && one.sectionId === old?.id) ??
          take(components, (one) => one.name === component.name);
        const monitorIds = monitors.map((key) => idOf("monitor", key));
        return { ...component, monitorIds, ...(same && { id: same.id }) };
      }),
    };
  });
}

/** The first that fits, out of the list: each is one thing of the page. */
function take<Item>(items: Item[], fits: (item: Item) => boolean): Item | undefined {
  const at = items.findIndex(fits);
  return at === -1 ? undefined : items.splice(at, 1)[0];
}
