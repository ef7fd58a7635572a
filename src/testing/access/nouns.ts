import { uuidv7 } from "uuidv7";
import type { Dashboard, DashboardCaller } from "../dashboard.ts";
import { hookOf } from "./incoming-hook-requests.ts";
import {
  backtestOf,
  CHANNEL,
  EXCLUSION,
  escalationOf,
  HEARTBEAT,
  INCIDENT,
  layoutOf,
  MONITOR,
  OVERRIDE,
  objectiveOf,
  PNG_OF_ONE_PIXEL,
  scheduleOf,
  slugOf,
  UNKNOWN,
  windowOf,
} from "./requests.ts";
import { POST, POST_UPDATE, TEMPLATE } from "./status-post-requests.ts";

const NOUNS = [
  "monitor",
  "trial",
  "incident",
  "other incident",
  "resolved incident",
  "maintenance",
  "hook",
  "channel",
  "delivery",
  "escalation",
  "schedule",
  "override",
  "backtest",
  "view",
  "run",
  "session",
  "workspace",
  "member",
  "key",
  "invitation",
  "location",
  "secret",
  "artifact",
  "heartbeat",
  "objective",
  "exclusion",
  "report",
  "status page",
  "status section",
  "status component",
  "subscriber",
  "status post",
  "status update",
  "status template",
] as const;
export type Noun = (typeof NOUNS)[number];
export type Ids = Record<Noun, string>;

/** Who makes things in a workspace: its owner, and a member whose own things are nobody else's. */
export type Maker = { dashboard: Dashboard; owner: DashboardCaller; workspaceId: string; tags: string[] };

/** One of each; monitors carry the maker's tags, and incidents and windows are about such a monitor. */
export async function makeAll(maker: Maker): Promise<Ids> {
  const made: Partial<Ids> = {};
  for (const noun of NOUNS) made[noun] = await makeNoun(maker, noun);
  return made as Ids;
}

export async function makeNoun(maker: Maker, noun: Noun): Promise<string> {
  const { owner, tags } = maker;
  const aMonitor = async () => (await owner.monitor.create({ ...MONITOR, tags })).id;
  switch (noun) {
    case "monitor":
      return aMonitor();
    case "trial":
      return (await owner.monitor.test({ check: MONITOR.check, timeoutMs: 5_000, regions: ["aa-1"] })).id;
    case "incident":
    case "other incident":
      return (await owner.incident.create({ ...INCIDENT, monitorIds: [await aMonitor()] })).id;
    case "resolved incident": {
      const { id } = await owner.incident.create({ ...INCIDENT, monitorIds: [await aMonitor()] });
      return (await owner.incident.resolve({ id })).id;
    }
    case "maintenance":
      return (await owner.maintenance.create(windowOf(await aMonitor()))).id;
    case "hook":
      return (await owner.incomingHook.create(hookOf(await aMonitor()))).id;
    case "key":
      return (await owner.apiKey.create({ name: "CI", scopes: ["read"], expiresInDays: null })).id;
    case "location":
      return (await owner.region.create({ name: uuidv7() })).code;
    case "invitation": {
      const who = { email: `${uuidv7()}@example.com`, role: "viewer" as const, tags: [] };
      return (await owner.invitation.create(who)).id;
    }
    case "heartbeat":
      return (await owner.monitor.create({ ...HEARTBEAT, tags })).id;
    case "status template":
      return (await owner.statusTemplate.create(TEMPLATE)).id;
    case "status page":
    case "status section":
    case "status component":
    case "subscriber":
    case "status post":
    case "status update":
      return makeOfPage(maker, noun);
    case "objective":
    case "exclusion":
    case "report":
      return makeOfObjective(maker, noun);
    case "artifact":
      return makeArtifact(maker);
    case "secret":
      return (
        await owner.secret.create({
          name: `S_${uuidv7().replaceAll("-", "").toUpperCase()}`,
          value: "hush-hush",
        })
      ).id;
    case "channel":
    case "escalation":
    case "schedule":
    case "override":
    case "delivery":
      return makeOfChannel(maker, noun);
    default:
      return makeRow(maker, noun);
  }
}

type OfChannel = "channel" | "escalation" | "schedule" | "override" | "delivery";

async function makeOfChannel(maker: Maker, noun: OfChannel): Promise<string> {
  const { owner, workspaceId } = maker;
  const { db } = maker.dashboard.deps;
  const { id: channelId } = await owner.channel.create(CHANNEL);
  if (noun === "channel") return channelId;
  if (noun === "escalation") return (await owner.escalation.create(escalationOf(channelId))).id;
  if (noun === "delivery") {
    const row = { channelId, workspaceId, event: "down", status: "failed", nextAt: new Date() } as const;
    return (await db.delivery.create({ data: { id: uuidv7(), ...row, notification: {} } })).id;
  }
  const { id: scheduleId } = await owner.onCall.create(scheduleOf(channelId));
  if (noun === "schedule") return scheduleId;
  return (await owner.onCall.addOverride({ ...OVERRIDE, scheduleId, channelId })).id;
}

type OfPage =
  | "status page"
  | "status section"
  | "status component"
  | "subscriber"
  | "status post"
  | "status update";

/** With a picture of each kind and a domain, so that whatever is asked of it is there. */
async function makeOfPage({ dashboard, owner, tags }: Maker, noun: OfPage): Promise<string> {
  const { id } = await owner.statusPage.create({ title: "Acme", slug: slugOf(uuidv7(), "page") });
  if (noun === "status post" || noun === "status update") return makeOfPost(owner, { pageId: id, noun });
  const monitor = await owner.monitor.create({ ...MONITOR, tags });
  await owner.statusPage.saveLayout({ id, layout: layoutOf(monitor.id) });
  if (noun === "status page")
    await owner.statusPage.uploadAsset({ id, kind: "logo", data: PNG_OF_ONE_PIXEL });
  if (noun === "status page")
    await owner.statusPage.setDomain({ id, domain: `${slugOf(id, "status")}.example.com` });
  if (noun === "subscriber") {
    const row = { pageId: id, kind: "email", label: "visitor@example.com", addressHash: uuidv7() };
    return (await dashboard.deps.db.statusSubscriber.create({ data: { id: uuidv7(), ...row } })).id;
  }
  const { sections } = await owner.statusPage.get({ id });
  if (noun === "status section") return sections[0]?.id ?? "";
  return noun === "status page" ? id : (sections[0]?.components[0]?.id ?? "");
}

/** A draft with two updates, of which one may go. */
async function makeOfPost(
  owner: DashboardCaller,
  { pageId, noun }: { pageId: string; noun: "status post" | "status update" },
): Promise<string> {
  const { id } = await owner.statusPost.create({ pageId, input: POST });
  await owner.statusPost.addUpdate({ id, input: POST_UPDATE });
  const { updates } = await owner.statusPost.get({ id });
  return noun === "status post" ? id : (updates[0]?.id ?? "");
}

async function makeOfObjective(
  { owner, tags }: Maker,
  noun: "objective" | "exclusion" | "report",
): Promise<string> {
  const { id: monitorId } = await owner.monitor.create({ ...MONITOR, tags });
  const { id: objectiveId } = await owner.objective.create(objectiveOf(monitorId));
  if (noun === "objective") return objectiveId;
  if (noun === "exclusion") return (await owner.objective.exclude({ ...EXCLUSION, objectiveId })).id;
  const month = new Date().toISOString().slice(0, 7);
  return (await owner.objective.makeReport({ objectiveId, month })).id;
}

type OfSomebody = "backtest" | "view" | "run" | "session" | "workspace" | "member";

/** What belongs to another member, and what no command makes at once. */
async function makeRow({ dashboard, workspaceId }: Maker, noun: OfSomebody): Promise<string> {
  if (noun === "workspace") return workspaceId;
  const { db } = dashboard.deps;
  if (noun === "backtest") {
    const row = { status: "done", input: backtestOf(UNKNOWN), total: 1 } as const;
    return (await db.backtest.create({ data: { id: uuidv7(), workspaceId, ...row } })).id;
  }
  const somebody = await dashboard.member({ role: "viewer", workspaceId });
  if (noun === "member") return somebody.userId;
  if (noun === "session") return somebody.sessionId;
  if (noun === "view") {
    const caller = await dashboard.caller(somebody);
    return (await caller.savedView.create({ name: "Mine", query: "status=down", isShared: false })).id;
  }
  const id = uuidv7();
  await dashboard.deps.sql.query(
    `INSERT INTO bulk_run (id, workspace_id, user_id, command, remaining, total, created_at, moved_at, starts_at, status)
      VALUES ($1, $2, $3, '{"kind":"pause"}', '{}', 0, now(), now(), now(), 'done')`,
    [id, workspaceId, somebody.userId],
  );
  return id;
}

async function makeArtifact({ dashboard, owner, tags }: Maker): Promise<string> {
  const { db } = dashboard.deps;
  const { id: publicId } = await owner.monitor.create({ ...MONITOR, tags });
  const { id: monitorId } = await db.monitor.findUniqueOrThrow({ where: { publicId } });
  const file = { kind: "screenshot", contentType: "image/png", bytes: Buffer.from("PNG") };
  const at = new Date();
  const tick = { monitorId, regionId: 1, scheduledAt: at };
  return (await db.artifact.create({ data: { id: uuidv7(), ...tick, createdAt: at, ...file } })).id;
}
