import {
  type AffectedComponent,
  ComponentState,
  type IncidentPostDraft,
  PostEdit,
  type PostImpact,
  PostInput,
  type PostKind,
  type PostState,
  PostUpdateInput,
  type PostView,
  type TemplateView,
} from "#contracts/status-post.ts";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

/** What is in the fields: text as typed. Moments are by the clock of this browser. */
export type PostValues = {
  kind: PostKind;
  title: string;
  state: PostState;
  impact: PostImpact;
  startsAt: string;
  endsAt: string;
  body: string;
  /** By component; those that are not in it are not affected. */
  impacts: Readonly<Record<string, ComponentState>>;
  publish: "now" | "draft" | "at";
  publishAt: string;
  notify: boolean;
  incidentId: string | null;
};

const HOUR_MS = 3_600_000;

const FIRST_STATE: Record<PostKind, PostState> = {
  incident: "investigating",
  maintenance: "scheduled",
  announcement: "active",
};
const FIRST_IMPACT: Record<PostKind, PostImpact> = {
  incident: "minor",
  maintenance: "none",
  announcement: "none",
};

export function newPostValues(nowMs: number, kind: PostKind = "incident"): PostValues {
  const hour = Math.ceil(nowMs / HOUR_MS) * HOUR_MS;
  return {
    kind,
    title: "",
    state: FIRST_STATE[kind],
    impact: FIRST_IMPACT[kind],
    startsAt: kind === "maintenance" ? toLocalText(hour + HOUR_MS) : "",
    endsAt: kind === "maintenance" ? toLocalText(hour + 2 * HOUR_MS) : "",
    body: "",
    impacts: {},
    publish: "now",
    publishAt: toLocalText(hour),
    notify: true,
    incidentId: null,
  };
}

/** Another kind begins anew, but keeps what was written. */
export function withKind(values: PostValues, kind: PostKind, nowMs: number): PostValues {
  const { title, body, publish, publishAt, notify } = values;
  return { ...newPostValues(nowMs, kind), title, body, publish, publishAt, notify };
}

export function withTemplate(values: PostValues, template: TemplateView, nowMs: number): PostValues {
  const { kind, title, state, impact, body } = template;
  return { ...withKind(values, kind, nowMs), title, state, impact, body };
}

export function valuesOfDraft(draft: IncidentPostDraft, incidentId: string, nowMs: number): PostValues {
  const { title, body, impact, components } = draft;
  return { ...newPostValues(nowMs), title, body, impact, impacts: impactsOf(components), incidentId };
}

function impactsOf(components: readonly AffectedComponent[]): Record<string, ComponentState> {
  return Object.fromEntries(components.map(({ id, impact }) => [id, impact]));
}

function componentsOf(impacts: PostValues["impacts"]): AffectedComponent[] {
  return Object.entries(impacts).map(([id, impact]) => ({ id, impact }));
}

export function readPost(values: PostValues): Read<PostInput> {
  const { kind, title, state, impact, body, notify, publish, publishAt, incidentId } = values;
  return readWith(PostInput, {
    kind,
    title,
    state,
    impact,
    ...(values.startsAt !== "" && { startsAt: fromLocalText(values.startsAt) }),
    ...(values.endsAt !== "" && { endsAt: fromLocalText(values.endsAt) }),
    body,
    components: componentsOf(values.impacts),
    publish: publish === "at" ? { kind: publish, at: fromLocalText(publishAt) } : { kind: publish },
    notify,
    ...(incidentId !== null && { incidentId }),
  });
}

type UpdateValues = {
  state: PostState;
  impact: PostImpact;
  body: string;
  impacts: PostValues["impacts"];
  endsAt: string;
  notify: boolean;
};

export function newUpdateValues(post: PostView): UpdateValues {
  const { suggestion, state, impact, components, endsAt } = post;
  return {
    state: suggestion?.state ?? state,
    impact,
    body: suggestion?.body ?? "",
    impacts: impactsOf(components),
    endsAt: endsAt === null || post.kind === "incident" ? "" : toLocalText(endsAt),
    notify: true,
  };
}

/** Sends only what the writer has changed, so that what others change meanwhile stays. */
export function readUpdate(
  values: UpdateValues,
  { post, updateId }: { post: PostView; updateId: string },
): Read<PostUpdateInput> {
  const before = newUpdateValues(post);
  const changed = componentsOf(values.impacts).filter(({ id, impact }) => before.impacts[id] !== impact);
  const healed = Object.keys(before.impacts).filter((id) => values.impacts[id] === undefined);
  const components = [...changed, ...healed.map((id) => ({ id, impact: "operational" as const }))];
  const { state, body, notify } = values;
  return readWith(PostUpdateInput, {
    updateId,
    state,
    body,
    notify,
    ...(values.impact !== post.impact && { impact: values.impact }),
    ...(components.length > 0 && { components }),
    ...(values.endsAt !== before.endsAt && {
      endsAt: values.endsAt === "" ? null : fromLocalText(values.endsAt),
    }),
  });
}

type EditValues = {
  title: string;
  impact: PostImpact;
  startsAt: string;
  endsAt: string;
  impacts: PostValues["impacts"];
};

export function valuesOfPost({ title, impact, startsAt, endsAt, components }: PostView): EditValues {
  return {
    title,
    impact,
    startsAt: toLocalText(startsAt),
    endsAt: endsAt === null ? "" : toLocalText(endsAt),
    impacts: impactsOf(components),
  };
}

/** A moment that was not touched keeps its seconds. */
export function readEdit(values: EditValues, post: PostView): Read<PostEdit> {
  const before = valuesOfPost(post);
  const { title, impact } = values;
  const endsAt = values.endsAt === "" ? null : fromLocalText(values.endsAt);
  return readWith(PostEdit, {
    version: post.version,
    title,
    impact,
    startsAt: values.startsAt === before.startsAt ? post.startsAt : fromLocalText(values.startsAt),
    endsAt: values.endsAt === before.endsAt ? post.endsAt : endsAt,
    components: componentsOf(values.impacts),
  });
}

/** In the order of a list of choices; `unknown` is nothing that a person says. */
export const IMPACTS_OF_COMPONENT: readonly ComponentState[] = ComponentState.options.filter(
  (state) => state !== "unknown",
);
