import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MonitorInput } from "#contracts/check.ts";
import { DEFAULT_POLICY } from "#contracts/policy.ts";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { appRouter } from "./app-router.ts";

const input: MonitorInput = {
  name: "Shop",
  check: aCheck(),
  intervalSec: 60,
  timeoutMs: 5_000,
  regions: ["aa-1"],
  tags: [],
};
const trial = { check: input.check, timeoutMs: 5_000, regions: ["aa-1"] };
const channel = { kind: "webhook" as const, name: "Ops", config: { url: "https://hooks.example/ops" } };
const rules = { policy: null, severity: "normal" as const, parentIds: [], escalationPolicyId: null };
const maintenance = {
  name: "Deploys",
  timing: { kind: "hook" as const, maxMin: 30 },
  scope: { everything: true, monitorIds: [], tags: [] },
};
const incident = { title: "Refunds fail", severity: "normal" as const, message: "", tellChannels: false };
const override = { startsAt: 0, endsAt: 4_000_000_000_000 };
const apiKey = { name: "CI", scopes: ["read" as const], expiresInDays: null };
const UNKNOWN = "01900000-0000-7000-8000-000000000000";

type Kind = "public" | "own" | "by-id";
/** Every procedure has a row; a new one without a row fails the first test. */
const PROCEDURES: Record<string, Row> = {
  "setup.status": { kind: "public", least: "viewer" },
  "setup.createOwner": { kind: "public", least: "viewer" },
  "signIn.options": { kind: "public", least: "viewer" },
  "signIn.requestLink": { kind: "public", least: "viewer" },
  "signIn.requestReset": { kind: "public", least: "viewer" },
  "signIn.resetPassword": { kind: "public", least: "viewer" },
  "signInMethod.list": { kind: "own", least: "viewer" },
  "signInMethod.startLink": { kind: "own", least: "viewer" },
  "signInMethod.confirmLink": { kind: "own", least: "viewer" },
  "signInMethod.declineLink": { kind: "own", least: "viewer" },
  "signInMethod.unlink": { kind: "own", least: "viewer" },
  "session.me": { kind: "own", least: "viewer" },
  "session.reader": { kind: "own", least: "viewer" },
  "palette.search": {
    kind: "own",
    least: "viewer",
    own: (caller) => caller.palette.search({ search: "x" }),
  },
  "session.list": { kind: "own", least: "viewer" },
  "session.revoke": { kind: "own", least: "viewer" },
  "session.signOut": { kind: "own", least: "viewer" },
  "session.revokeOthers": { kind: "own", least: "viewer" },
  "account.get": { kind: "own", least: "viewer" },
  "account.setName": { kind: "own", least: "viewer" },
  "account.setReading": { kind: "own", least: "viewer" },
  "account.setPassword": { kind: "own", least: "viewer" },
  "account.requestEmail": { kind: "own", least: "viewer" },
  "account.export": { kind: "own", least: "viewer" },
  "account.delete": { kind: "own", least: "viewer" },
  "account.confirmEmail": { kind: "public", least: "viewer" },
  "proof.ways": { kind: "own", least: "viewer" },
  "proof.withPassword": { kind: "own", least: "viewer" },
  "proof.withCode": { kind: "own", least: "viewer" },
  "proof.offerPasskey": { kind: "own", least: "viewer" },
  "proof.withPasskey": { kind: "own", least: "viewer" },
  "passkey.list": { kind: "own", least: "viewer" },
  "passkey.offer": { kind: "own", least: "viewer" },
  "passkey.add": { kind: "own", least: "viewer" },
  "passkey.rename": { kind: "own", least: "viewer" },
  "passkey.remove": { kind: "own", least: "viewer" },
  "passkey.offerSignIn": { kind: "public", least: "viewer" },
  "twoFactor.start": { kind: "own", least: "viewer" },
  "twoFactor.confirm": { kind: "own", least: "viewer" },
  "twoFactor.turnOff": { kind: "own", least: "viewer" },
  "twoFactor.renewCodes": { kind: "own", least: "viewer" },
  "monitor.list": { kind: "own", least: "viewer" },
  "monitor.counts": { kind: "own", least: "viewer" },
  "monitor.create": { kind: "own", least: "editor", own: (caller) => caller.monitor.create(input) },
  "monitor.get": byId((caller, id) => caller.monitor.get({ id })),
  "monitor.latency": byId((caller, id) => caller.monitor.latency({ id, hours: 1 })),
  "monitor.uptime": byId((caller, id) => caller.monitor.uptime({ id })),
  "monitor.phases": byId((caller, id) => caller.monitor.phases({ id, hours: 1 })),
  "monitor.heatMap": byId((caller, id) => caller.monitor.heatMap({ id, zone: "UTC" })),
  "monitor.ticks": byId((caller, id) => caller.monitor.ticks({ id })),
  "monitor.evidence": byId((caller, id) => caller.monitor.evidence({ id, region: "aa-1", at: 1 })),
  "monitor.transitions": byId((caller, id) => caller.monitor.transitions({ id })),
  "monitor.gaps": byId((caller, id) => caller.monitor.gaps({ id, hours: 24 })),
  "monitor.update": byId((caller, id) => caller.monitor.update({ id, input }), "editor"),
  "monitor.pause": byId((caller, id) => caller.monitor.pause({ id }), "editor"),
  "monitor.resume": byId((caller, id) => caller.monitor.resume({ id }), "editor"),
  "monitor.checkNow": byId((caller, id) => caller.monitor.checkNow({ id }), "editor"),
  "monitor.test": { kind: "own", least: "editor", own: (caller) => caller.monitor.test(trial) },
  "monitor.trial": byId((caller, id) => caller.monitor.trial({ id }), "editor", "trial"),
  "monitor.delete": byId((caller, id) => caller.monitor.delete({ id }), "editor"),
  "monitor.setChannels": byId((caller, id) => caller.monitor.setChannels({ id, channelIds: [] }), "editor"),
  "monitor.tags": { kind: "own", least: "viewer" },
  "monitor.rules": byId((caller, id) => caller.monitor.rules({ id })),
  "monitor.setRules": byId((caller, id) => caller.monitor.setRules({ id, rules }), "editor"),
  "workspace.policy": { kind: "own", least: "viewer" },
  "workspace.setPolicy": {
    kind: "own",
    least: "editor",
    own: (caller) => caller.workspace.setPolicy({ policy: DEFAULT_POLICY }),
  },
  "workspace.list": { kind: "own", least: "viewer" },
  "workspace.create": { kind: "own", least: "viewer" },
  "workspace.switch": byId((caller, id) => caller.workspace.switch({ id }), "viewer", "workspace"),
  "workspace.get": { kind: "own", least: "viewer" },
  "workspace.update": {
    kind: "own",
    least: "admin",
    own: (caller) => caller.workspace.update({ name: "Workspace", timeZone: "UTC" }),
  },
  "workspace.delete": { kind: "own", least: "owner" },
  "member.list": { kind: "own", least: "admin", own: (caller) => caller.member.list() },
  "member.update": byId(
    (caller, userId) => caller.member.update({ userId, role: "editor", tags: [] }),
    "admin",
    "member",
  ),
  "member.remove": byId((caller, userId) => caller.member.remove({ userId }), "admin", "member"),
  "member.leave": { kind: "own", least: "viewer" },
  "member.transfer": { kind: "own", least: "owner" },
  "invitation.list": { kind: "own", least: "admin", own: (caller) => caller.invitation.list() },
  "invitation.create": {
    kind: "own",
    least: "admin",
    own: (caller) => caller.invitation.create({ email: "eve@example.com", role: "viewer", tags: [] }),
  },
  "invitation.resend": byId((caller, id) => caller.invitation.resend({ id }), "admin", "invitation"),
  "invitation.revoke": byId((caller, id) => caller.invitation.revoke({ id }), "admin", "invitation"),
  "invitation.preview": { kind: "public", least: "viewer" },
  "invitation.signUp": { kind: "public", least: "viewer" },
  "invitation.accept": { kind: "own", least: "viewer" },
  "invitation.mine": { kind: "own", least: "viewer" },
  "invitation.acceptMine": { kind: "own", least: "viewer" },
  "apiKey.list": { kind: "own", least: "admin", own: (caller) => caller.apiKey.list() },
  "apiKey.create": { kind: "own", least: "admin", own: (caller) => caller.apiKey.create(apiKey) },
  "apiKey.revoke": byId((caller, id) => caller.apiKey.revoke({ id }), "admin", "key"),
  "auditLog.list": { kind: "own", least: "admin", own: (caller) => caller.auditLog.list({}) },
  "auditLog.facets": { kind: "own", least: "admin", own: (caller) => caller.auditLog.facets() },
  "maintenance.list": { kind: "own", least: "viewer" },
  "maintenance.upcoming": { kind: "own", least: "viewer" },
  "maintenance.calendar": { kind: "own", least: "viewer" },
  "maintenance.preview": { kind: "own", least: "viewer" },
  "maintenance.create": {
    kind: "own",
    least: "editor",
    own: (caller) => caller.maintenance.create(maintenance),
  },
  "maintenance.update": byId(
    (caller, id) => caller.maintenance.update({ id, input: maintenance }),
    "editor",
    "maintenance",
  ),
  "maintenance.end": byId((caller, id) => caller.maintenance.end({ id }), "editor", "maintenance"),
  "maintenance.renewHook": byId(
    (caller, id) => caller.maintenance.renewHook({ id }),
    "editor",
    "maintenance",
  ),
  "maintenance.delete": byId((caller, id) => caller.maintenance.delete({ id }), "editor", "maintenance"),
  "escalation.list": { kind: "own", least: "viewer" },
  "escalation.create": {
    kind: "own",
    least: "editor",
    own: async (caller) => caller.escalation.create(escalationOf(await make("channel"))),
  },
  "escalation.update": byId(
    async (caller, id) => caller.escalation.update({ id, input: escalationOf(await make("channel")) }),
    "editor",
    "escalation",
  ),
  "escalation.delete": byId((caller, id) => caller.escalation.delete({ id }), "editor", "escalation"),
  "onCall.list": { kind: "own", least: "viewer" },
  "onCall.preview": { kind: "own", least: "viewer" },
  "onCall.create": {
    kind: "own",
    least: "editor",
    own: async (caller) => caller.onCall.create(scheduleOf(await make("channel"))),
  },
  "onCall.update": byId(
    async (caller, id) => caller.onCall.update({ id, input: scheduleOf(await make("channel")) }),
    "editor",
    "schedule",
  ),
  "onCall.addOverride": byId(
    async (caller, scheduleId) =>
      caller.onCall.addOverride({ ...override, scheduleId, channelId: await make("channel") }),
    "editor",
    "schedule",
  ),
  "onCall.removeOverride": byId((caller, id) => caller.onCall.removeOverride({ id }), "editor", "override"),
  "onCall.delete": byId((caller, id) => caller.onCall.delete({ id }), "editor", "schedule"),
  "channel.kinds": { kind: "own", least: "viewer" },
  "channel.list": { kind: "own", least: "viewer" },
  "channel.pushKey": { kind: "own", least: "editor" },
  "channel.ofMonitor": byId((caller, id) => caller.channel.ofMonitor({ id })),
  "channel.create": { kind: "own", least: "editor", own: (caller) => caller.channel.create(channel) },
  "channel.update": byId((caller, id) => caller.channel.update({ id, ...channel }), "editor", "channel"),
  "channel.enable": byId((caller, id) => caller.channel.enable({ id }), "editor", "channel"),
  "channel.test": byId((caller, id) => caller.channel.test({ id }), "editor", "channel"),
  "channel.delete": byId((caller, id) => caller.channel.delete({ id }), "editor", "channel"),
  "delivery.list": { kind: "own", least: "viewer" },
  "delivery.resend": byId((caller, id) => caller.delivery.resend({ id }), "editor", "delivery"),
  "bulk.start": {
    kind: "own",
    least: "editor",
    own: async (caller) =>
      caller.bulk.start({
        command: { kind: "pause" },
        target: { kind: "chosen", ids: [await make("monitor")] },
      }),
  },
  "bulk.current": { kind: "own", least: "viewer" },
  "bulk.get": { kind: "own", least: "viewer" },
  "bulk.cancel": { kind: "own", least: "editor" },
  "bulk.undo": { kind: "own", least: "editor" },
  "savedView.list": { kind: "own", least: "viewer" },
  "savedView.create": { kind: "own", least: "viewer" },
  "savedView.update": { kind: "own", least: "viewer" },
  "savedView.delete": { kind: "own", least: "viewer" },
  "backtest.list": { kind: "own", least: "viewer" },
  "backtest.get": byId((caller, id) => caller.backtest.get({ id }), "viewer", "backtest"),
  "backtest.start": byId((caller, id) => caller.backtest.start(backtestOf(id)), "editor"),
  "backtest.cancel": byId((caller, id) => caller.backtest.cancel({ id }), "editor", "backtest"),
  "incident.list": { kind: "own", least: "viewer" },
  "incident.openCount": { kind: "own", least: "viewer" },
  "incident.assignees": { kind: "own", least: "viewer" },
  "incident.ofMonitor": byId((caller, id) => caller.incident.ofMonitor({ id })),
  "incident.get": byId((caller, id) => caller.incident.get({ id }), "viewer", "incident"),
  "incident.draftPostMortem": byId(
    (caller, id) => caller.incident.draftPostMortem({ id }),
    "viewer",
    "incident",
  ),
  "incident.create": {
    kind: "own",
    least: "editor",
    own: (caller) => caller.incident.create({ ...incident, monitorIds: [] }),
  },
  "incident.acknowledge": byId((caller, id) => caller.incident.acknowledge({ id }), "editor", "incident"),
  "incident.assign": byId((caller, id) => caller.incident.assign({ id, userId: null }), "editor", "incident"),
  "incident.comment": byId(
    (caller, id) => caller.incident.comment({ id, message: "Seen" }),
    "editor",
    "incident",
  ),
  "incident.update": byId(
    (caller, id) => caller.incident.update({ id, message: "Seen" }),
    "editor",
    "incident",
  ),
  "incident.resolve": byId((caller, id) => caller.incident.resolve({ id }), "editor", "incident"),
  "incident.reopen": byId((caller, id) => caller.incident.reopen({ id }), "editor", "resolved incident"),
  "incident.merge": byId(
    async (caller, id) => caller.incident.merge({ id, intoId: await make("incident") }),
    "editor",
    "incident",
  ),
  "incident.savePostMortem": byId(
    (caller, id) => caller.incident.savePostMortem({ id, markdown: "# Why", basedOn: "" }),
    "editor",
    "incident",
  ),
  "onboarding.steps": { kind: "own", least: "viewer" },
  "region.list": { kind: "own", least: "viewer" },
  "system.overview": { kind: "own", least: "viewer" },
  "system.health": { kind: "own", least: "viewer" },
  "system.audit": { kind: "own", least: "viewer" },
  "live.monitors": { kind: "own", least: "viewer" },
};
type ById = (caller: DashboardCaller, id: string) => Promise<unknown>;
type Noun =
  | keyof typeof TEAM
  | "maintenance"
  | "escalation"
  | "schedule"
  | "override"
  | "monitor"
  | "trial"
  | "channel"
  | "delivery"
  | "backtest"
  | "incident"
  | "resolved incident";
type Least = "viewer" | "editor" | "admin" | "owner";
type Row = {
  kind: Kind;
  least: Least;
  call?: ById;
  noun?: Noun;
  own?: (caller: DashboardCaller) => Promise<unknown>;
};
function byId(call: ById, least: Least = "viewer", noun: Noun = "monitor") {
  return { kind: "by-id" as const, least, call, noun };
}

/** Something of the owner's workspace that a procedure can be asked about. */
async function make(noun: Noun): Promise<string> {
  if (noun === "monitor") return (await owner.monitor.create(input)).id;
  if (isOfTeam(noun)) return TEAM[noun]();
  if (noun === "trial") return (await owner.monitor.test(trial)).id;
  if (noun === "backtest") return aBacktest();
  if (noun === "maintenance") return (await owner.maintenance.create(maintenance)).id;
  if (noun === "incident" || noun === "resolved incident") {
    const { id } = await owner.incident.create({ ...incident, monitorIds: [] });
    if (noun === "resolved incident") await owner.incident.resolve({ id });
    return id;
  }
  const { id } = await owner.channel.create(channel);
  if (noun === "escalation") return (await owner.escalation.create(escalationOf(id))).id;
  if (noun === "schedule") return (await owner.onCall.create(scheduleOf(id))).id;
  if (noun === "override") {
    const { id: scheduleId } = await owner.onCall.create(scheduleOf(id));
    return (await owner.onCall.addOverride({ ...override, scheduleId, channelId: id })).id;
  }
  return noun === "channel" ? id : aFailedDelivery(id);
}

function escalationOf(channelId: string) {
  return { name: "Ops", steps: [{ afterMin: 0, channelIds: [channelId], scheduleIds: [] }], repeat: 0 };
}

function scheduleOf(channelId: string) {
  const rotation = { zone: "UTC", from: "2026-01-05", handover: "09:00", days: 7, channelIds: [channelId] };
  return { name: "Ops", rotation };
}

function backtestOf(monitorId: string) {
  return { monitorIds: [monitorId], fromMs: 0, toMs: 1, policy: DEFAULT_POLICY };
}

const TEAM = {
  workspace: async () => workspaceId,
  member: async () => (await dashboard.member({ role: "viewer", workspaceId })).userId,
  key: async () => (await owner.apiKey.create(apiKey)).id,
  invitation: async () => {
    const email = `${uuidv7()}@example.com`;
    return (await owner.invitation.create({ email, role: "viewer", tags: [] })).id;
  },
};

function isOfTeam(noun: Noun): noun is keyof typeof TEAM {
  return noun in TEAM;
}

async function aBacktest(): Promise<string> {
  const row = { status: "done", input: backtestOf(UNKNOWN), total: 1 } as const;
  return (await dashboard.deps.db.backtest.create({ data: { id: uuidv7(), workspaceId, ...row } })).id;
}

async function aFailedDelivery(channelId: string): Promise<string> {
  const row = { channelId, workspaceId, event: "down", status: "failed", nextAt: new Date() } as const;
  const { id } = await dashboard.deps.db.delivery.create({
    data: { id: uuidv7(), ...row, notification: {} },
  });
  return id;
}

let dashboard: Dashboard;
let owner: DashboardCaller;
let editor: DashboardCaller;
let viewer: DashboardCaller;
let stranger: DashboardCaller;
let visitor: DashboardCaller;
let workspaceId: string;

beforeAll(async () => {
  dashboard = await createDashboard();
  await aRegion(dashboard.deps.db, "aa-1");
  const member = await dashboard.member({ role: "owner" });
  ({ workspaceId } = member);
  owner = await dashboard.caller(member);
  editor = await dashboard.caller(await dashboard.member({ role: "editor", workspaceId }));
  viewer = await dashboard.caller(
    await dashboard.member({ role: "viewer", workspaceId: member.workspaceId }),
  );
  stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  visitor = await dashboard.caller(null);
});
afterAll(() => dashboard.close());

test("every procedure has a row in this matrix", () => {
  expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(PROCEDURES).sort());
});

const byIdRows = Object.entries(PROCEDURES).flatMap(([name, { call, least, noun }]) =>
  call && noun ? [{ name, call, least, noun }] : [],
);

describe.each(byIdRows)("$name", ({ call, least, noun }) => {
  test("what belongs to another workspace is as absent as what never was", async () => {
    const id = await make(noun);
    const [foreign, absent] = await Promise.all(
      [id, UNKNOWN].map((target) => call(stranger, target).catch((error: unknown) => error)),
    );
    expect(foreign).toMatchObject({ code: "NOT_FOUND" });
    expect(String(foreign)).toBe(String(absent));
    await expect(call(owner, id)).resolves.toBeDefined();
  });

  test("needs a session and the role", async () => {
    const id = await make(noun);
    await expect(call(visitor, id)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    if (least !== "viewer") await expect(call(viewer, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    else await expect(call(viewer, id)).resolves.toBeDefined();
    await expect(call(owner, "1")).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});

const ownRows = Object.entries(PROCEDURES).flatMap(([name, { own, least }]) =>
  own ? [{ name, own, least }] : [],
);

test.each(ownRows.filter(({ least }) => least !== "viewer"))(
  "$name takes more than the role of a viewer",
  async ({ own }) => {
    await expect(own(viewer)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(own(owner)).resolves.toBeDefined();
  },
);

test.each(
  Object.entries(PROCEDURES).flatMap(([name, row]) => (row.least === "admin" ? [{ name, ...row }] : [])),
)("$name takes the role of an admin", async ({ call, own, noun }) => {
  const attempt = call && noun ? call(editor, await make(noun)) : own?.(editor);
  await expect(attempt).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("no procedure that is not public answers a visitor, whatever the input", async () => {
  for (const [name, { kind }] of Object.entries(PROCEDURES)) {
    if (kind === "public") continue;
    const [group = "", verb = ""] = name.split(".");
    const procedures = visitor[group as keyof DashboardCaller] as unknown as Record<string, ById>;
    const attempt = (procedures[verb] as unknown as (input: unknown) => Promise<unknown>)({});
    await expect(attempt, name).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  }
});

test("an incident is not about monitors of another workspace, which are as absent as what never was", async () => {
  const [foreign, absent] = await Promise.all(
    [await make("monitor"), UNKNOWN].map((id) =>
      stranger.incident.create({ ...incident, monitorIds: [id] }).catch((error: unknown) => error),
    ),
  );
  expect(foreign).toMatchObject({ code: "BAD_REQUEST" });
  expect(String(foreign)).toBe(String(absent));
  expect((await stranger.incident.list({})).items).toEqual([]);
});

test("nobody ends somebody else's session", async () => {
  const victim = await dashboard.member({ role: "viewer" });
  await expect(stranger.session.revoke({ sessionId: victim.sessionId })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const self = await dashboard.caller(victim);
  await expect(self.session.revoke({ sessionId: victim.sessionId })).resolves.toEqual({ ok: true });
  expect((await dashboard.caller(victim)) && (await self.session.list())).toEqual([]);
  const later = await dashboard.caller(victim);
  await expect(later.session.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

test("a mutation from another site is refused, a query is not", async () => {
  const member = await dashboard.member({ role: "owner" });
  const forged = await dashboard.caller(member, { forgery: "This request comes from another site." });
  await expect(forged.monitor.create(input)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(forged.session.signOut()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(forged.session.me()).resolves.toMatchObject({ userId: member.userId });
});

test("an unknown error reaches the user as one sentence with the request's number, and the log in full", async () => {
  const sql = { query: () => Promise.reject(new Error("password=hunter2 in SQL")) };
  const deps = { ...dashboard.deps, sql: sql as unknown as typeof dashboard.deps.sql };
  const caller = await dashboard.caller(await dashboard.member({ role: "owner" }), { deps });
  const error = await caller.monitor.list({}).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  expect(String(error)).toContain("request-1");
  expect(String(error)).not.toContain("hunter2");
  expect(dashboard.logged.at(-1)).toMatchObject({ level: "error", detail: { requestId: "request-1" } });
});
