import { uuidv7 } from "uuidv7";
import { receiveCall } from "#server/actions/incoming/receive-call.ts";
import { sha256Hex } from "#server/runtime/sha256-hex.ts";
import { ensureDays } from "#server/store/partition-store.ts";
import { hookOf } from "./access/incoming-hook-requests.ts";
import { EXCLUSION, objectiveOf } from "./access/requests.ts";
import { addStatusPage } from "./add-status-page.ts";
import { aMonitor, aRegion } from "./builders.ts";
import type { Dashboard, DashboardCaller } from "./dashboard.ts";

const DAY_MS = 86_400_000;

export type Everything = {
  workspaceId: string;
  owner: { userId: string; workspaceId: string; sessionId: string };
  regionId: number;
  /** Internal ones. */
  monitorIds: number[];
  /** What a trace of the workspace would have in it. */
  ids: string[];
};

/** A workspace with something in every table that can hold something of one. */
export async function createWorkspaceWithEverything(
  dashboard: Dashboard,
  { nowMs, monitors }: { nowMs: number; monitors: number },
): Promise<Everything> {
  const { db } = dashboard.deps;
  const owner = await dashboard.member({ role: "owner" });
  const { workspaceId } = owner;
  const editor = await dashboard.member({ role: "editor", workspaceId });
  const regionId = await aRegion(db, `r-${uuidv7().slice(-8)}`);
  const made = [];
  for (let n = 0; n < monitors; n += 1) {
    made.push(
      await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: nowMs - 3 * DAY_MS, name: `M${n}` }),
    );
  }
  const monitorIds = made.map(({ id }) => id);
  const publicIds = made.map(({ publicId }) => publicId);
  await addHistory(dashboard, { monitorIds, regionId, nowMs });
  await addByCommands(dashboard, { owner, editorId: editor.userId, publicIds });
  await addRows(dashboard, { workspaceId, userId: owner.userId, monitorIds });
  const pageIds = await addStatusPage(db, { workspaceId, monitorIds });
  return { workspaceId, owner, regionId, monitorIds, ids: [workspaceId, ...publicIds, ...pageIds] };
}

async function addHistory(
  { database: { pool } }: Dashboard,
  made: { monitorIds: number[]; regionId: number; nowMs: number },
): Promise<void> {
  const { monitorIds, regionId, nowMs } = made;
  await ensureDays(pool, { fromMs: nowMs - 3 * DAY_MS, toMs: nowMs });
  const at = [1, 2, 3].map((days) => new Date(nowMs - days * DAY_MS));
  const key = [at, monitorIds, regionId];
  const slots = "unnest($1::timestamptz[]) AS at, unnest($2::int[]) AS id";
  await pool.query(
    `INSERT INTO tick (scheduled_at, monitor_id, total_us, bytes, late_ms, region_id, status, outcome, origin, vote)
     SELECT at, id, 1000, 10, 1, $3, 200, 0, 0, true FROM ${slots}`,
    key,
  );
  await pool.query(
    `INSERT INTO tick_evidence (scheduled_at, monitor_id, region_id, evidence) SELECT at, id, $3, '{}' FROM ${slots}`,
    key,
  );
  await pool.query(
    `INSERT INTO gap (scheduled_at, monitor_id, region_id, reason)
     SELECT at + interval '1 min', id, $3, 0 FROM ${slots}`,
    key,
  );
  const counts = "1, 1, 1, 0, 0, 1000, 1000, 1000, '{1}', '{1}'";
  const columns = "expected, ticks, ok, failed, internal, sum_us, min_us, max_us, sketch_keys, sketch_counts";
  await pool.query(
    `INSERT INTO rollup_hour (monitor_id, region_id, hour, ${columns})
     SELECT id, $3, date_trunc('hour', at), ${counts} FROM ${slots}`,
    key,
  );
  await pool.query(
    `INSERT INTO rollup_day (monitor_id, region_id, day, ${columns}) SELECT id, $3, at::date, ${counts} FROM ${slots}`,
    key,
  );
}

type Team = {
  owner: { userId: string; workspaceId: string; sessionId: string };
  editorId: string;
  publicIds: string[];
};

async function addIncoming(
  { deps }: Dashboard,
  { caller, monitorId }: { caller: DashboardCaller; monitorId: string },
): Promise<void> {
  const { url } = await caller.incomingHook.create(hookOf(monitorId));
  const text = JSON.stringify({ name: "Shop", version: "1.0" });
  const token = url.split("/").at(-1) ?? "";
  await receiveCall(deps, { token, address: "192.0.2.1", headers: new Headers(), text });
  const { id: hook } = await deps.db.incomingHook.findFirstOrThrow({
    where: { secret: null, name: "Deploys" },
    orderBy: { createdAt: "desc" },
  });
  await deps.db.incomingAlert.create({ data: { hookId: hook, key: "disk", at: new Date(), isOpen: false } });
  const { id, workspaceId } = await deps.db.monitor.findFirstOrThrow({ where: { publicId: monitorId } });
  const day = { workspaceId, monitorId: id, day: new Date("2026-01-01"), product: "uptime-kuma" };
  await deps.db.importedDay.create({ data: { ...day, up: 1439, down: 1 } });
}

async function addByCommands(dashboard: Dashboard, { owner, editorId, publicIds }: Team): Promise<void> {
  const caller = await dashboard.caller(owner);
  const [id = "", parentId = ""] = publicIds;
  const config = { url: `https://hooks.example/${owner.workspaceId}` };
  const channel = await caller.channel.create({ kind: "webhook", name: "Ops", config });
  await caller.monitor.setChannels({ id, channelIds: [channel.id] });
  const rotation = { zone: "UTC", from: "2026-01-05", handover: "09:00", days: 7, channelIds: [channel.id] };
  const schedule = await caller.onCall.create({ name: "Ops", rotation });
  const override = { scheduleId: schedule.id, channelId: channel.id, startsAt: 0, endsAt: 4_000_000_000_000 };
  await caller.onCall.addOverride(override);
  const steps = [{ afterMin: 0, channelIds: [channel.id], scheduleIds: [schedule.id] }];
  const policy = await caller.escalation.create({ name: "Ops", steps, repeat: 0 });
  const rules = { policy: null, severity: "normal" as const, escalationPolicyId: policy.id };
  await caller.monitor.setRules({ id, rules: { ...rules, parentIds: parentId === "" ? [] : [parentId] } });
  await caller.maintenance.create({
    name: "Deploys",
    timing: { kind: "once", startsAt: Date.now() + 3_600_000, endsAt: Date.now() + 7_200_000 },
    scope: { everything: false, monitorIds: [id], tags: [] },
  });
  await addIncoming(dashboard, { caller, monitorId: id });
  const incident = {
    title: "Refunds fail",
    severity: "normal" as const,
    message: "Now.",
    tellChannels: true,
  };
  const opened = await caller.incident.create({ ...incident, monitorIds: [id] });
  await caller.incident.assign({ id: opened.id, userId: editorId });
  const { id: objectiveId } = await caller.objective.create(objectiveOf(id, { channelIds: [channel.id] }));
  await caller.objective.exclude({ ...EXCLUSION, objectiveId });
  await caller.objective.makeReport({ objectiveId, month: new Date().toISOString().slice(0, 7) });
  await caller.secret.create({ name: "TOKEN", value: owner.workspaceId });
  const { id: apiKeyId } = await caller.apiKey.create({ name: "CI", scopes: ["read"], expiresInDays: 30 });
  await dashboard.deps.db.idempotencyKey.create({
    data: { apiKeyId, key: "1", workspaceId: owner.workspaceId, digest: "0", createdAt: new Date() },
  });
  await caller.invitation.create({ email: `${owner.workspaceId}@example.com`, role: "viewer", tags: [] });
  await caller.workspace.switch({ id: owner.workspaceId });
}

async function addRows(
  { deps: { db } }: Dashboard,
  made: { workspaceId: string; userId: string; monitorIds: number[] },
): Promise<void> {
  const { workspaceId, userId, monitorIds } = made;
  const [monitorId = 0] = monitorIds;
  const at = new Date();
  const verdict = { from: "up", to: "down", reason: "It failed." } as const;
  await db.transition.create({ data: { monitorId, seq: 1, workspaceId, at, ...verdict, inputs: {} } });
  const view = { workspaceId, query: "status=down" };
  await db.savedView.createMany({
    data: [
      { ...view, id: uuidv7(), userId, name: "Mine" },
      { ...view, id: uuidv7(), userId: null, name: "Ours" },
    ],
  });
  const managed = { source: "cli:default", key: "ops", kind: "monitor", applied: {}, appliedAt: at };
  await db.managedResource.create({ data: { ...managed, workspaceId, targetId: uuidv7() } });
  const status = "done" as const;
  await db.bulkRun.create({
    data: { id: uuidv7(), workspaceId, userId, status, command: {}, remaining: [], total: 1 },
  });
  const link = { seq: 1, day: at, body: "{}", previous: "0".repeat(64), hash: sha256Hex(uuidv7()) };
  await db.dayLink.create({ data: { monitorId, ...link } });
  await db.backtest.create({ data: { id: uuidv7(), workspaceId, status, input: {}, total: 1 } });
  await db.monitorBaseline.create({ data: { monitorId, hour: at, medianUs: {} } });
  const regionId = 1;
  await db.advisory.create({
    data: { id: uuidv7(), monitorId, regionId, fromAt: at, reason: "One region." },
  });
  const usual = { observedUs: 2, medianUs: 1, madUs: 0, samples: 5, weeks: 3 };
  await db.anomalyNote.create({
    data: { id: uuidv7(), monitorId, regionId, fromAt: at, peakAt: at, ...usual },
  });
  await db.weeklyDigest.create({ data: { workspaceId, userId, week: at, leaseUntil: at } });
  const reading = { scheduledAt: at, outcome: 0, totalUs: 1, vote: true };
  await db.monitorRegionState.create({ data: { monitorId, regionId, ...reading } });
  const incident = { workspaceId, monitorId, openedAt: at, openedSeq: 1, cause: "It failed." };
  const { id: incidentId } = await db.incident.create({ data: { id: uuidv7(), ...incident } });
  await db.incidentEvidence.create({ data: { incidentId, region: "eu", scheduledAt: at, tick: {} } });
}
