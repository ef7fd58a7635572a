export const POST = {
  kind: "incident" as const,
  title: "Checkout fails",
  state: "investigating" as const,
  impact: "minor" as const,
  body: "We look into it.",
  components: [],
  publish: { kind: "draft" as const },
};
export const POST_UPDATE = { state: "identified" as const, body: "We know why." };
export const TEMPLATE = {
  name: "A bad night",
  kind: "incident" as const,
  title: "Checkout fails",
  state: "investigating" as const,
  impact: "major" as const,
  body: "We look into it.",
};
const EDIT = {
  version: 0,
  title: "Checkout fails",
  impact: "minor",
  startsAt: 0,
  endsAt: null,
  components: [],
};

const byId = (id: string) => ({ id });
const post = { noun: "status post" as const, field: "id", input: byId };
const update = { ...post, noun: "status update" as const };
const template = { ...post, noun: "status template" as const };
const ofPage = { noun: "status page" as const, field: "pageId" };

/** As access/requests.ts has them. */
export const STATUS_POST_REQUESTS = {
  "statusPost.list": { ...ofPage, input: (pageId: string) => ({ pageId, filter: "open" }), everybodys: true },
  "statusPost.audience": {
    ...ofPage,
    input: (pageId: string) => ({ pageId, impact: "minor", componentIds: [] }),
    everybodys: true,
  },
  "statusPost.get": { ...post, everybodys: true },
  "statusPost.draftPostMortem": { ...post, everybodys: true },
  "statusPost.draftsOfIncident": { ...post, noun: "incident" },
  "statusPost.create": { ...ofPage, input: (pageId: string) => ({ pageId, input: POST }) },
  "statusPost.edit": {
    ...post,
    // Somebody may have changed it meanwhile: the version decides after the question whose it is.
    input: (id: string) => ({ id, edit: EDIT }),
    unplayed: true,
  },
  "statusPost.addUpdate": { ...post, input: (id: string) => ({ id, input: POST_UPDATE }) },
  "statusPost.editUpdate": { ...update, input: (id: string) => ({ id, edit: POST_UPDATE }) },
  "statusPost.deleteUpdate": update,
  "statusPost.publish": { ...post, input: (id: string) => ({ id, publication: { kind: "now" } }) },
  "statusPost.unpublish": post,
  "statusPost.delete": post,
  "statusPost.savePostMortem": {
    ...post,
    input: (id: string) => ({ id, markdown: "# Why", basedOn: "" }),
  },
  "statusTemplate.update": { ...template, input: (id: string) => ({ id, input: TEMPLATE }) },
  "statusTemplate.delete": template,
} as const;

type Own = Readonly<Record<"status page" | "status post", string>>;
const affected = (id: string) => [{ id, impact: "degraded" }];
const component = "status component" as const;

/** Ids inside of what is asked about one's own. */
export const STATUS_POST_NESTED = [
  {
    call: "statusPost.create",
    field: "input.components[].id",
    noun: component,
    input: (id: string, own: Own) => ({
      pageId: own["status page"],
      input: { ...POST, components: affected(id) },
    }),
  },
  {
    call: "statusPost.create",
    field: "input.incidentId",
    noun: "incident" as const,
    input: (id: string, own: Own) => ({ pageId: own["status page"], input: { ...POST, incidentId: id } }),
  },
  {
    call: "statusPost.edit",
    field: "edit.components[].id",
    noun: component,
    input: (id: string, own: Own) => ({
      id: own["status post"],
      edit: { ...EDIT, components: affected(id) },
    }),
  },
  {
    call: "statusPost.addUpdate",
    field: "input.components[].id",
    noun: component,
    input: (id: string, own: Own) => ({
      id: own["status post"],
      input: { ...POST_UPDATE, components: affected(id) },
    }),
  },
];
