import * as z from "zod";
import { nameOf } from "./name.ts";

/** What a visitor reads of a component; worse is later, and `unknown` is no claim at all. */
export const ComponentState = z.enum([
  "operational",
  "unknown",
  "maintenance",
  "degraded",
  "partial_outage",
  "major_outage",
]);
export type ComponentState = z.infer<typeof ComponentState>;

export const PostKind = z.enum(["incident", "maintenance", "announcement"]);
export type PostKind = z.infer<typeof PostKind>;

export const IncidentPostState = z.enum(["investigating", "identified", "monitoring", "resolved"]);
export const MaintenancePostState = z.enum(["scheduled", "in_progress", "completed", "cancelled"]);
export const AnnouncementState = z.enum(["active", "ended"]);
/** Which of them fit is told by the post's kind. */
export const PostState = z.enum([
  ...IncidentPostState.options,
  ...MaintenancePostState.options,
  ...AnnouncementState.options,
]);
export type PostState = z.infer<typeof PostState>;

export const STATES_OF_KIND: Record<PostKind, readonly PostState[]> = {
  incident: IncidentPostState.options,
  maintenance: MaintenancePostState.options,
  announcement: AnnouncementState.options,
};

/** What is over and belongs to the history. */
export const FINAL_STATES: ReadonlySet<PostState> = new Set(["resolved", "completed", "cancelled", "ended"]);

/** How bad, in order. */
export const PostImpact = z.enum(["none", "minor", "major", "critical"]);
export type PostImpact = z.infer<typeof PostImpact>;

export const PostTitle = nameOf({ missing: "Say what it is about.", max: 200 });
export const PostBody = z
  .string()
  .trim()
  .min(1, "Write something for the visitors.")
  .max(20_000, "20,000 characters at most.");
const Moment = z.number().int().min(0).max(8_000_000_000_000);

export const AffectedComponent = z.strictObject({ id: z.uuid(), impact: ComponentState });
export type AffectedComponent = z.infer<typeof AffectedComponent>;

export const PostInput = z
  .strictObject({
    kind: PostKind,
    title: PostTitle,
    state: PostState,
    impact: PostImpact,
    /** Epoch ms. Left out: now. */
    startsAt: Moment.optional(),
    /** Epoch ms; a maintenance needs one. */
    endsAt: Moment.nullable().optional(),
    body: PostBody,
    components: z.array(AffectedComponent).max(500),
    /** `draft` keeps it to the team; `at` publishes it by itself. */
    publish: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("now") }),
      z.strictObject({ kind: z.literal("draft") }),
      z.strictObject({ kind: z.literal("at"), at: Moment }),
    ]),
    /** Subscribers are told when it is published, and of what Uptick writes to it later. */
    notify: z.boolean().default(true),
    /** The incident that it is about; there is one post of it on a page at most. */
    incidentId: z.uuid().optional(),
  })
  .superRefine((post, ctx) => {
    const say = (field: string, message: string) => ctx.addIssue({ code: "custom", path: [field], message });
    if (!STATES_OF_KIND[post.kind].includes(post.state)) say("state", "This state is not one of its kind.");
    if (post.kind === "maintenance" && (post.startsAt === undefined || post.endsAt == null)) {
      say("endsAt", "Say when the maintenance starts and ends.");
    }
    if (post.startsAt !== undefined && post.endsAt != null && post.endsAt <= post.startsAt) {
      say("endsAt", "It must end after it starts.");
    }
  });
export type PostInput = z.infer<typeof PostInput>;

export const PostUpdateInput = z.strictObject({
  /** Given by a client that may ask twice: the second time changes nothing. */
  updateId: z.uuid().optional(),
  state: PostState,
  impact: PostImpact.optional(),
  body: PostBody,
  /** Those that change; the others stay as they are, so that two who write at once both count. */
  components: z.array(AffectedComponent).max(500).optional(),
  /** Epoch ms; a maintenance that takes longer, or an announcement that stays longer. */
  endsAt: Moment.nullable().optional(),
  notify: z.boolean().default(true),
});
export type PostUpdateInput = z.infer<typeof PostUpdateInput>;

/** What a post is beside its updates. */
export const PostEdit = z.strictObject({
  /** `version` of what the writer began with: two do not overwrite each other unknowingly. */
  version: z.number().int(),
  title: PostTitle,
  impact: PostImpact,
  startsAt: Moment,
  endsAt: Moment.nullable(),
  /** All of them. */
  components: z.array(AffectedComponent).max(500),
});
export type PostEdit = z.infer<typeof PostEdit>;

/** Of a post that nobody has seen yet. */
export const DraftUpdateEdit = z.strictObject({ state: PostState, body: PostBody });
export type DraftUpdateEdit = z.infer<typeof DraftUpdateEdit>;

export const PostPublication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("now"), notify: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal("at"), at: Moment, notify: z.boolean().default(true) }),
]);
export type PostPublication = z.infer<typeof PostPublication>;

export const PublicPostMortem = z.string().max(100_000, "100,000 characters at most.");

/** What Uptick would say by itself if no person had written in the post. */
export const PostSuggestion = z.strictObject({ state: PostState, body: PostBody });
export type PostSuggestion = z.infer<typeof PostSuggestion>;

/** `scheduled`: maintenance to come, and drafts with a moment. */
export const PostFilter = z.enum(["open", "scheduled", "drafts", "past"]);
export type PostFilter = z.infer<typeof PostFilter>;

export const TemplateInput = z.strictObject({
  name: nameOf({ missing: "Give the template a name.", max: 120 }),
  kind: PostKind,
  title: PostTitle,
  state: PostState,
  impact: PostImpact,
  body: PostBody,
});
export type TemplateInput = z.infer<typeof TemplateInput>;
export type TemplateView = TemplateInput & { id: string };

/** For the team. Times are epoch ms. */
export type PostView = {
  id: string;
  pageId: string;
  kind: PostKind;
  title: string;
  state: PostState;
  impact: PostImpact;
  startsAt: number;
  endsAt: number | null;
  publishedAt: number | null;
  publishAt: number | null;
  /** Moves with every change; what an edit is based on. */
  version: number;
  /** Uptick writes it by itself: no person has written or changed anything of it. */
  isAutomatic: boolean;
  suggestion: PostSuggestion | null;
  /** Where visitors find it, once it is published. */
  url: string;
  incidentId: string | null;
  postMortem: string | null;
  components: { id: string; name: string; impact: ComponentState }[];
  /** Newest first. `by` null: Uptick. */
  updates: {
    id: string;
    at: number;
    state: PostState;
    body: string;
    by: string | null;
    notify: boolean;
    told: number;
  }[];
};

export type PostPage = {
  posts: PostView[];
  /** Null: these are all. */
  next: string | null;
  counts: Record<PostFilter, number>;
};

/** A beginning of a post about an incident, for one page that shows its monitors. */
export type IncidentPostDraft = {
  pageId: string;
  pageTitle: string;
  /** The post that is about it already; null: none. */
  postId: string | null;
  title: string;
  body: string;
  impact: PostImpact;
  components: { id: string; impact: ComponentState }[];
};
