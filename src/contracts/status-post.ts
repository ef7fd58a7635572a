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
    /** Subscribers are told when it is published. */
    notify: z.boolean().default(true),
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
  state: PostState,
  impact: PostImpact.optional(),
  body: PostBody,
  /** Left out: as they are. */
  components: z.array(AffectedComponent).max(500).optional(),
  notify: z.boolean().default(true),
});
export type PostUpdateInput = z.infer<typeof PostUpdateInput>;

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
  incidentId: string | null;
  postMortem: string | null;
  components: { id: string; name: string; impact: ComponentState }[];
  /** Newest first. */
  updates: { id: string; at: number; state: PostState; body: string; by: string | null; told: number }[];
};
