import type { IncidentListItem } from "#contracts/incident.ts";
import {
  RestDelivery,
  RestDeliveryQuery,
  RestIncident,
  RestIncidentInput,
  RestIncidentItem,
  RestIncidentQuery,
  RestIncidentText,
  RestPostMortem,
  RestResolution,
} from "#contracts/rest/rest-incident.ts";
import { ById, pageOf, Reference } from "#contracts/rest/rest-values.ts";
import { endpoint, restRouter } from "../rest-endpoint.ts";
import { withTimes } from "../with-times.ts";

const tag = "Incidents";
const scopes = ["incidents:write"] as const;

export const incidentEndpoints = restRouter({
  list: endpoint("GET /incidents", { tag, scopes: ["read"], summary: "List incidents" })
    .input(RestIncidentQuery)
    .output(pageOf(RestIncidentItem))
    .query(async ({ ctx, input }) => {
      const { items, nextCursor } = await ctx.api.incident.list(input);
      return { data: items.map(restIncidentItemOf), nextCursor };
    }),
  open: endpoint("POST /incidents", {
    tag,
    scopes,
    status: 201,
    location: "/incidents/{id}",
    summary: "Open an incident by hand",
  })
    .input(RestIncidentInput)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.create(input)),
  get: endpoint("GET /incidents/{id}", {
    tag,
    scopes: ["read"],
    summary: "Get an incident with its timeline",
  })
    .input(ById)
    .output(RestIncident)
    .query(async ({ ctx, input }) => {
      const incident = await ctx.api.incident.get(input);
      return {
        ...restIncidentItemOf(incident),
        ...withTimes(incident, [
          "openedAt",
          "closedAt",
          "firstFailedAt",
          "acknowledgedAt",
          "nextStepAt",
          "nextReminderAt",
        ]),
        events: incident.events.map((event) => withTimes(event, ["at"])),
      };
    }),
  acknowledge: endpoint("POST /incidents/{id}/acknowledge", {
    tag,
    scopes,
    summary: "Acknowledge an incident",
    description: "Escalation and reminders stop. A second time changes nothing.",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.acknowledge(input)),
  resolve: endpoint("POST /incidents/{id}/resolve", { tag, scopes, summary: "Resolve an incident" })
    .input(RestResolution)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.resolve(input)),
  reopen: endpoint("POST /incidents/{id}/reopen", { tag, scopes, summary: "Open a resolved incident again" })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.reopen(input)),
  comment: endpoint("POST /incidents/{id}/comments", {
    tag,
    scopes,
    status: 201,
    summary: "Comment on an incident",
    description: "For the team only.",
  })
    .input(RestIncidentText)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.comment(input)),
  update: endpoint("POST /incidents/{id}/updates", {
    tag,
    scopes,
    status: 201,
    summary: "Post an update of an incident",
    description: "Also told to the channels that were told of it.",
  })
    .input(RestIncidentText)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.incident.update(input)),
  savePostMortem: endpoint("PUT /incidents/{id}/post-mortem", {
    tag,
    scopes: ["read", "incidents:write"],
    summary: "Replace an incident's post-mortem",
  })
    .input(RestPostMortem)
    .output(Reference)
    .mutation(async ({ ctx, input: { id, markdown } }) => {
      const { postMortem } = await ctx.api.incident.get({ id });
      return ctx.api.incident.savePostMortem({ id, markdown, basedOn: postMortem ?? "" });
    }),
  deliveries: endpoint("GET /deliveries", {
    tag: "Deliveries",
    scopes: ["read"],
    summary: "List what was sent, or why it was not",
  })
    .input(RestDeliveryQuery)
    .output(pageOf(RestDelivery))
    .query(async ({ ctx, input }) => {
      const { items, nextCursor } = await ctx.api.delivery.list(input);
      return { data: items.map((one) => withTimes(one, ["nextAt", "createdAt", "sentAt"])), nextCursor };
    }),
  resend: endpoint("POST /deliveries/{id}/resend", {
    tag: "Deliveries",
    scopes: ["channels:write"],
    status: 202,
    summary: "Send a message again",
  })
    .input(ById)
    .output(Reference)
    .mutation(({ ctx, input }) => ctx.api.delivery.resend(input)),
});

export function restIncidentItemOf(item: IncidentListItem) {
  return withTimes(item, ["openedAt", "closedAt"]);
}
