import type { MonitorInput } from "#contracts/check.ts";
import { HeartbeatCheck } from "#contracts/checks/heartbeat.ts";
import type { ObjectiveInput } from "#contracts/objective.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import { aCheck } from "../builders.ts";
import { hookChangeOf, hookOf } from "./incoming-hook-requests.ts";
import type { Ids, Noun } from "./nouns.ts";
import { STATUS_POST_NESTED, STATUS_POST_REQUESTS } from "./status-post-requests.ts";

export const UNKNOWN = "01900000-0000-7000-8000-000000000000";

export const PNG_OF_ONE_PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const PAGE_TEXTS = { title: "Acme", description: "" };

export const MONITOR: MonitorInput = {
  name: "Shop",
  check: aCheck(),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions: ["aa-1"],
  tags: ["secret"],
};
export const HEARTBEAT: MonitorInput = {
  ...MONITOR,
  name: "Backup",
  check: HeartbeatCheck.parse({ kind: "heartbeat", timing: { type: "period", periodSec: 3_600 } }),
  regions: [],
};
export const CHANNEL = {
  kind: "webhook" as const,
  name: "Ops",
  config: { url: "https://hooks.example/ops" },
};
export const INCIDENT = {
  title: "Refunds fail",
  severity: "normal" as const,
  message: "",
  tellChannels: false,
};
export const OVERRIDE = { startsAt: 0, endsAt: 4_000_000_000_000 };
const RULES = { policy: null, severity: "normal" as const, escalationPolicyId: null, parentIds: [] };

export function windowOf(monitorId: string) {
  return {
    name: "Deploys",
    timing: { kind: "hook" as const, maxMin: 30 },
    scope: { everything: false, monitorIds: [monitorId], tags: [] },
  };
}

export function layoutOf(monitorId: string, ids: { section?: string; component?: string } = {}) {
  const component = { ...(ids.component !== undefined && { id: ids.component }), monitorIds: [monitorId] };
  const section = { ...(ids.section !== undefined && { id: ids.section }) };
  return [{ ...section, components: [{ ...component, name: "Shop" }] }];
}

/** Another one each time: an address belongs to one page of the installation. */
export function slugOf(id: string, sign: string): string {
  return `${sign}-${id.slice(-12)}`;
}

export function escalationOf(channelId: string, scheduleIds: string[] = []) {
  return { name: "Ops", steps: [{ afterMin: 0, channelIds: [channelId], scheduleIds }], repeat: 0 };
}

export const EXCLUSION = { startsAt: 0, endsAt: 1_000, reason: "The provider moved" };

export function objectiveOf(monitorId: string, change: Partial<ObjectiveInput> = {}): ObjectiveInput {
  return {
    name: "Checkout",
    targetPercent: 99.9,
    scope: { kind: "monitors", monitorIds: [monitorId] },
    counting: "any_down",
    window: { kind: "rolling", days: 30 },
    zone: "UTC",
    hours: null,
    excludeMaintenance: true,
    burnAlerts: false,
    channelIds: [],
    mailTo: [],
    ...change,
  };
}

export function scheduleOf(channelId: string) {
  const rotation = { zone: "UTC", from: "2026-01-05", handover: "09:00", days: 7, channelIds: [channelId] };
  return { name: "Ops", rotation };
}

export function backtestOf(monitorId: string) {
  return { monitorIds: [monitorId], fromMs: 0, toMs: 1, policy: DEFAULT_POLICY };
}

export type IdRequest = {
  noun: Noun;
  /** Where the id is, as the walk over the input's schema names it. */
  field: string;
  /** `ids`: what else there is in the workspace of the thing. */
  input: (id: string, ids: Ids) => unknown;
  /** Nobody may have it: it is somebody else's own. */
  personal?: true;
  /** Everybody of the workspace sees it, whatever their tags. */
  everybodys?: true;
  /** Its success would take the stage down. */
  unplayed?: true;
};

const byId = (id: string) => ({ id });
const ofPage = (pageId: string) => ({ pageId });
function of(noun: Noun, input: IdRequest["input"] = byId, change: Partial<IdRequest> = {}): IdRequest {
  return { noun, field: "id", input, ...change };
}

/** What is asked about one thing by its id. */
export const REQUESTS: Record<string, IdRequest> = {
  "heartbeat.get": of("heartbeat"),
  "heartbeat.rotateToken": of("heartbeat"),
  "monitor.get": of("monitor"),
  "monitor.latency": of("monitor", (id) => ({ id, hours: 1 })),
  "monitor.uptime": of("monitor"),
  "monitor.phases": of("monitor", (id) => ({ id, hours: 1 })),
  "monitor.heatMap": of("monitor", (id) => ({ id, zone: "UTC" })),
  "monitor.ticks": of("monitor"),
  "monitor.evidence": of("monitor", (id) => ({ id, region: "aa-1", at: 1 })),
  "monitor.artifact": of("monitor", (id) => ({ id, artifactId: UNKNOWN }), { unplayed: true }),
  "monitor.transitions": of("monitor"),
  "monitor.gaps": of("monitor", (id) => ({ id, hours: 24 })),
  "monitor.rules": of("monitor"),
  "monitor.setRules": of("monitor", (id) => ({ id, rules: RULES })),
  "imported.get": of("monitor"),
  "monitor.update": of("monitor", (id) => ({ id, input: MONITOR })),
  "monitor.pause": of("monitor"),
  "monitor.resume": of("monitor"),
  "monitor.delete": of("monitor"),
  "monitor.setChannels": of("monitor", (id) => ({ id, channelIds: [] })),
  "monitor.checkNow": of("monitor"),
  "monitor.trial": of("trial"),
  "incident.ofMonitor": of("monitor"),
  "channel.ofMonitor": of("monitor"),
  "backtest.start": of("monitor", backtestOf, { field: "monitorIds[]" }),
  "bulk.start": of(
    "monitor",
    (id) => ({ command: { kind: "pause" }, target: { kind: "chosen", ids: [id] } }),
    {
      field: "target.ids[]",
    },
  ),
  "bulk.get": of("run", byId, { personal: true }),
  "bulk.cancel": of("run", byId, { personal: true }),
  "bulk.undo": of("run", byId, { personal: true }),
  "savedView.update": of("view", (id) => ({ id, name: "Mine", query: "" }), { personal: true }),
  "savedView.delete": of("view", byId, { personal: true }),
  "secret.update": of("secret", (id) => ({ id, value: "hush-hush-2" })),
  "secret.delete": of("secret"),
  "incomingHook.events": of("hook"),
  "incomingHook.update": of("hook", (id, ids) => hookChangeOf(id, ids.monitor)),
  "incomingHook.renew": of("hook"),
  "incomingHook.delete": of("hook"),
  "session.revoke": of("session", (sessionId) => ({ sessionId }), { field: "sessionId", personal: true }),
  "objective.get": of("objective", byId, { everybodys: true }),
  "objective.update": of("objective", (id, ids) => ({ id, input: objectiveOf(ids.monitor) })),
  "objective.delete": of("objective"),
  "objective.exclude": of("objective", (objectiveId) => ({ ...EXCLUSION, objectiveId }), {
    field: "objectiveId",
  }),
  "objective.include": of("exclusion"),
  "objective.makeReport": of("objective", (objectiveId) => ({ objectiveId, month: "2026-01" }), {
    field: "objectiveId",
  }),
  "objective.report": of("report"),
  "backtest.get": of("backtest"),
  "backtest.cancel": of("backtest"),
  "channel.update": of("channel", (id) => ({ id, name: CHANNEL.name, config: CHANNEL.config })),
  "channel.enable": of("channel"),
  "channel.delete": of("channel"),
  "channel.test": of("channel"),
  "delivery.resend": of("delivery"),
  "incident.get": of("incident"),
  "incident.draftPostMortem": of("incident"),
  "incident.acknowledge": of("incident"),
  "incident.assign": of("incident", (id) => ({ id, userId: null })),
  "incident.comment": of("incident", (id) => ({ id, message: "Seen" })),
  "incident.update": of("incident", (id) => ({ id, message: "Seen" })),
  "incident.resolve": of("incident"),
  "incident.reopen": of("resolved incident"),
  "incident.merge": of("incident", (id, ids) => ({ id, intoId: ids["other incident"] })),
  "incident.savePostMortem": of("incident", (id) => ({ id, markdown: "# Why", basedOn: "" })),
  "maintenance.update": of("maintenance", (id, ids) => ({ id, input: windowOf(ids.monitor) })),
  "maintenance.delete": of("maintenance"),
  "maintenance.end": of("maintenance"),
  "maintenance.renewHook": of("maintenance"),
  "escalation.update": of("escalation", (id, ids) => ({ id, input: escalationOf(ids.channel) })),
  "escalation.delete": of("escalation"),
  "onCall.update": of("schedule", (id, ids) => ({ id, input: scheduleOf(ids.channel) })),
  "onCall.delete": of("schedule"),
  "onCall.addOverride": of(
    "schedule",
    (id, ids) => ({ ...OVERRIDE, scheduleId: id, channelId: ids.channel }),
    {
      field: "scheduleId",
    },
  ),
  "onCall.removeOverride": of("override"),
  ...STATUS_POST_REQUESTS,
  "statusPage.get": of("status page", byId, { everybodys: true }),
  "statusPage.asset": of("status page", (id) => ({ id, kind: "logo" }), { everybodys: true }),
  "statusPage.setTexts": of("status page", (id) => ({ id, ...PAGE_TEXTS })),
  "statusPage.setSlug": of("status page", (id) => ({ id, slug: slugOf(id, "moved") })),
  "statusPage.saveLayout": of("status page", (id, ids) => ({ id, layout: layoutOf(ids.monitor) })),
  "statusPage.setLook": of("status page", (id) => ({ id, look: {} })),
  "statusPage.setAccess": of("status page", (id) => ({ id, access: { kind: "members" } })),
  "statusPage.setAutoPosts": of("status page", (id) => ({ id, autoPosts: "off" })),
  "statusPage.publish": of("status page"),
  "statusPage.unpublish": of("status page"),
  "statusPage.schedule": of("status page", (id) => ({ id, at: null })),
  "statusPage.duplicate": of("status page", (id) => ({ id, title: "Copy", slug: slugOf(id, "copy") })),
  "statusPage.delete": of("status page"),
  "statusPage.uploadAsset": of("status page", (id) => ({ id, kind: "logo", data: PNG_OF_ONE_PIXEL })),
  "statusPage.deleteAsset": of("status page", (id) => ({ id, kind: "favicon" })),
  "statusPage.setDomain": of("status page", (id) => ({ id, domain: `${id}.example.com` })),
  "statusPage.removeDomain": of("status page"),
  "statusPage.checkDomain": of("status page"),
  "statusSubscriber.counts": of("status page", ofPage, { field: "pageId", everybodys: true }),
  "statusSubscriber.list": of("status page", ofPage, { field: "pageId", everybodys: true }),
  "statusSubscriber.add": of(
    "status page",
    (pageId) => ({ pageId, to: { kind: "email", address: "visitor@example.com" } }),
    { field: "pageId" },
  ),
  "statusSubscriber.remove": of("subscriber"),
  "workspace.switch": of("workspace"),
  "member.update": of("member", (userId) => ({ userId, role: "editor", tags: [] }), { field: "userId" }),
  "member.remove": of("member", (userId) => ({ userId }), { field: "userId" }),
  "member.transfer": of("member", (userId) => ({ userId }), { field: "userId", unplayed: true }),
  "invitation.resend": of("invitation"),
  "invitation.revoke": of("invitation"),
  "invitation.acceptMine": of("invitation", byId, { personal: true }),
  "apiKey.revoke": of("key"),
  "region.rename": of("location", (code) => ({ code, name: "Cellar" }), { field: "code" }),
  "region.rotateToken": of("location", (code) => ({ code }), { field: "code" }),
  "region.enable": of("location", (code) => ({ code, enabled: false }), { field: "code" }),
  "region.delete": of("location", (code) => ({ code }), { field: "code" }),
};

export type NestedId = {
  call: string;
  noun: Noun;
  field: string;
  input: (id: string, own: Ids) => unknown;
};
function within(field: string, noun: Noun, input: NestedId["input"]): NestedId {
  const [group = "", verb = "", ...rest] = field.split(".");
  return { call: `${group}.${verb}`, field: rest.join("."), noun, input };
}

/** Ids inside of what is asked about one's own. */
export const NESTED: readonly NestedId[] = [
  within("monitor.artifact.artifactId", "artifact", (id, own) => ({ id: own.monitor, artifactId: id })),
  within("monitor.setChannels.channelIds[]", "channel", (id, own) => ({ id: own.monitor, channelIds: [id] })),
  within("monitor.setRules.rules.parentIds[]", "monitor", (id, own) => ({
    id: own.monitor,
    rules: { ...RULES, parentIds: [id] },
  })),
  within("monitor.setRules.rules.escalationPolicyId", "escalation", (id, own) => ({
    id: own.monitor,
    rules: { ...RULES, escalationPolicyId: id },
  })),
  within("channel.create.fallbackChannelId", "channel", (id) => ({ ...CHANNEL, fallbackChannelId: id })),
  within("channel.update.fallbackChannelId", "channel", (id, own) => ({
    id: own.channel,
    name: CHANNEL.name,
    config: CHANNEL.config,
    fallbackChannelId: id,
  })),
  within("escalation.create.steps[].channelIds[]", "channel", (id) => escalationOf(id)),
  within("escalation.create.steps[].scheduleIds[]", "schedule", (id, own) => escalationOf(own.channel, [id])),
  within("escalation.update.input.steps[].channelIds[]", "channel", (id, own) => ({
    id: own.escalation,
    input: escalationOf(id),
  })),
  within("escalation.update.input.steps[].scheduleIds[]", "schedule", (id, own) => ({
    id: own.escalation,
    input: escalationOf(own.channel, [id]),
  })),
  within("onCall.create.rotation.channelIds[]", "channel", (id) => scheduleOf(id)),
  within("onCall.update.input.rotation.channelIds[]", "channel", (id, own) => ({
    id: own.schedule,
    input: scheduleOf(id),
  })),
  within("onCall.addOverride.channelId", "channel", (id, own) => ({
    ...OVERRIDE,
    scheduleId: own.schedule,
    channelId: id,
  })),
  within("incident.create.monitorIds[]", "monitor", (id) => ({ ...INCIDENT, monitorIds: [id] })),
  within("incident.assign.userId", "member", (id, own) => ({ id: own.incident, userId: id })),
  within("incident.merge.intoId", "incident", (id, own) => ({ id: own.incident, intoId: id })),
  within("incident.list.monitorId", "monitor", (id) => ({ monitorId: id })),
  within("delivery.list.channelId", "channel", (id) => ({ channelId: id })),
  within("delivery.list.incidentId", "incident", (id) => ({ incidentId: id })),
  within("delivery.list.monitorId", "monitor", (id) => ({ monitorId: id })),
  within("objective.create.scope.monitorIds[]", "monitor", (id) => objectiveOf(id)),
  within("objective.create.channelIds[]", "channel", (id, own) =>
    objectiveOf(own.monitor, { channelIds: [id] }),
  ),
  within("objective.create.mailTo[]", "member", (id, own) => objectiveOf(own.monitor, { mailTo: [id] })),
  within("objective.update.input.scope.monitorIds[]", "monitor", (id, own) => ({
    id: own.objective,
    input: objectiveOf(id),
  })),
  within("objective.update.input.channelIds[]", "channel", (id, own) => ({
    id: own.objective,
    input: objectiveOf(own.monitor, { channelIds: [id] }),
  })),
  within("objective.update.input.mailTo[]", "member", (id, own) => ({
    id: own.objective,
    input: objectiveOf(own.monitor, { mailTo: [id] }),
  })),
  within("incomingHook.create.scope.monitorIds[]", "monitor", (id) => hookOf(id)),
  within("incomingHook.create.channelIds[]", "channel", (id, own) =>
    hookOf(own.monitor, { channelIds: [id] }),
  ),
  within("incomingHook.update.scope.monitorIds[]", "monitor", (id, own) => hookChangeOf(own.hook, id)),
  within("incomingHook.update.channelIds[]", "channel", (id, own) =>
    hookChangeOf(own.hook, own.monitor, { channelIds: [id] }),
  ),
  within("maintenance.create.scope.monitorIds[]", "monitor", (id) => windowOf(id)),
  within("maintenance.update.input.scope.monitorIds[]", "monitor", (id, own) => ({
    id: own.maintenance,
    input: windowOf(id),
  })),
  ...STATUS_POST_NESTED,
  within("statusPage.saveLayout.layout[].id", "status section", (id, own) => ({
    id: own["status page"],
    layout: layoutOf(own.monitor, { section: id }),
  })),
  within("statusPage.saveLayout.layout[].components[].id", "status component", (id, own) => ({
    id: own["status page"],
    layout: layoutOf(own.monitor, { component: id }),
  })),
  within("statusPage.saveLayout.layout[].components[].monitorIds[]", "monitor", (id, own) => ({
    id: own["status page"],
    layout: layoutOf(id),
  })),
];

/** Ids that are looked up nowhere, or whose looking up is told of below. */
export const FREE_IDS: Record<string, string> = {
  "statusSubscriber.list.cursor": "a place in the list of the page that is named",
  "statusPost.audience.componentIds[]": "only counted",
  "statusPost.addUpdate.input.updateId": "given by the client, so that it may ask twice",
  "incident.create.id": "given by the client, so that it may ask twice",
  "incident.comment.eventId": "given by the client, so that it may ask twice",
  "incident.update.eventId": "given by the client, so that it may ask twice",
  "onCall.preview.rotation.channelIds[]": "only counted",
  "objective.reports.objectiveId":
    "a filter of the workspace's own reports: of another's objective there are none",
  "bulk.start.command.add[]": "looked up by monitor.setChannels, as the person, for each monitor",
  "bulk.start.command.remove[]": "taken away where it is there",
  "live.monitors.ids[]": "what is out of reach is never sent: live-poller.int.test.ts",
};
