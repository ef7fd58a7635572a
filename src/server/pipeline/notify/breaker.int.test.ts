import { setTimeout as sleep } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Caller } from "#server/actions/caller.ts";
import { resendDelivery } from "#server/actions/delivery/resend-delivery.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { setChannelEnabled } from "#server/store/channel-store.ts";
import { claimDeliveries, LEASE_MS } from "#server/store/dispatch-store.ts";
import { finishAttempt } from "#server/store/finish-attempt-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { writeVerdicts } from "#testing/verdict-writer.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createNotifier } from "./notifier.ts";

const START = Date.UTC(2027, 0, 15, 10);
const REQUEST = { method: "POST", url: "https://hook.example/***", headers: { accept: "*/*" }, body: "{}" };
const SENT: SendResult = {
  kind: "sent",
  request: REQUEST,
  response: { status: 200, body: "ok", latencyMs: 3 },
};
const BUSY: SendResult = {
  kind: "failed",
  permanent: false,
  reason: "The provider answered 503",
  retryAfterMs: null,
  request: REQUEST,
  response: { status: 503, body: "", latencyMs: 3 },
};
let database: TestDatabase;
let workspaceId: string;
let regionIds: number[];
let deps: TestDeps;
let channelId: string;
/** What the provider was given: the names that each message tells of. */
let got: string[][];
let provider: () => SendResult;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db, "Acme");
  regionIds = [await aRegion(database.db, "eu")];
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE monitor, channel CASCADE");
  deps = createTestDeps(database, createMemoryStream(), START);
  channelId = await aChannel(database.db, { workspaceId, name: "Ops" });
  deps.sleep = () => sleep(5);
  got = [];
  provider = () => SENT;
  deps.send = async (_target, { monitor, others }) => {
    got.push([monitor, ...others].map(({ name }) => name));
    return provider();
  };
});

async function goDown(names: readonly string[], later = 0): Promise<void> {
  const at = START + later;
  const steps = [];
  for (const name of names) {
    const spec = { workspaceId, regionIds, fromMs: START - 3_600_000, name };
    const { id: monitorId } = await aMonitor(database.db, spec);
    await database.db.monitorChannel.create({ data: { monitorId, channelId } });
    steps.push({ monitorId, to: "down" as const, at });
  }
  await writeVerdicts(database.pool, { steps, nowMs: at });
}
async function drain(later: number): Promise<void> {
  deps.setNow(START + later);
  await createNotifier(deps).wake();
}
const channel = () => database.db.channel.findUniqueOrThrow({ where: { id: channelId } });
const deliveries = () => database.db.delivery.findMany({ orderBy: { id: "asc" } });
const STORM = ["A", "B", "C", "D", "E", "F"];

test("five failures in a row pause the channel, a single try follows, and its success sends the rest", async () => {
  provider = () => BUSY;
  for (const n of [0, 1, 2, 3, 4, 5, 6]) await goDown([`Shop ${n}`], n * 60_000);
  await drain(400_000);
  expect(await channel()).toMatchObject({ failureStreak: 5, openUntil: new Date(START + 430_000) });
  const waiting = (await deliveries()).filter(({ attempts }) => attempts === 0);
  expect([got.length, waiting.length]).toEqual([5, 2]);

  await drain(429_999);
  expect(got).toHaveLength(5);
  await drain(430_000);
  expect(got).toHaveLength(6);
  expect(await channel()).toMatchObject({ failureStreak: 6, openUntil: new Date(START + 490_000) });
  expect((await deliveries()).reduce((sum, { attempts }) => sum + attempts, 0)).toBe(6);

  provider = () => SENT;
  await drain(490_000);
  expect(await channel()).toMatchObject({ failureStreak: 0, openUntil: null });
  await drain(500_000);
  expect((await deliveries()).every(({ status }) => status === "sent")).toBe(true);
  expect((await deliveries())[0]?.request).toEqual(REQUEST);
});

test("a channel that somebody switches on again gets its try at once", async () => {
  const openUntil = new Date(START + 600_000);
  await database.db.channel.update({ where: { id: channelId }, data: { failureStreak: 9, openUntil } });
  await goDown(["Shop"]);
  await drain(0);
  expect(got).toHaveLength(0);
  for (const enabled of [false, true]) {
    await database.db.$transaction((tx) =>
      setChannelEnabled(tx, { id: channelId, enabled, at: new Date(START) }),
    );
  }
  await goDown(["Basket"], 1);
  await drain(1);
  expect(got).toEqual([["Basket"]]);
});

test("what a receiver asks for holds for everything that waits for it", async () => {
  provider = () => ({ ...BUSY, retryAfterMs: 90_000 });
  await goDown(["Shop"]);
  await goDown(["Basket"], 1);
  await drain(1);
  await drain(89_000);
  expect(got).toHaveLength(1);
  provider = () => SENT;
  await drain(90_001);
  expect(got).toHaveLength(3);
});

test("two dispatchers and a storm: each group is one message, whoever sends it", async () => {
  const others = await aChannel(database.db, { workspaceId, name: "Mail" });
  await goDown(STORM);
  const monitorIds = (await database.db.monitor.findMany()).map(({ id }) => id);
  await database.pool.query(
    `INSERT INTO delivery (id, workspace_id, channel_id, incident_id, monitor_id, seq, event, next_at, created_at, grouped, notification)
     SELECT gen_random_uuid(), workspace_id, $1, incident_id, monitor_id, seq, event, next_at, created_at, true, notification
     FROM delivery`,
    [others],
  );
  deps.setNow(START + 15_000);
  await Promise.all([1, 2, 3].map(() => createNotifier(deps).wake()));
  expect(got.map((names) => names.sort())).toEqual([STORM, STORM]);
  const rows = await deliveries();
  expect(rows.filter(({ status, attempts }) => status === "sent" && attempts === 1)).toHaveLength(
    2 * monitorIds.length,
  );
  await drain(100_000);
  expect(got).toHaveLength(2);
});

test("a dispatcher that dies with a group sends the same group again, and comes back to nothing", async () => {
  await goDown(STORM);
  const [zombie] = await claimDeliveries(database.pool, { nowMs: START + 15_000, limit: 5 });
  if (!zombie) throw new Error("Nothing was claimed.");
  expect(zombie.group.listed).toHaveLength(5);
  // Nobody takes a member apart from its leader while the lease lasts.
  expect(await claimDeliveries(database.pool, { nowMs: START + 15_001, limit: 5 })).toEqual([]);
  await goDown(["Late"], 16_000);
  await drain(15_000 + LEASE_MS + 1);
  expect(got[0]?.sort()).toEqual(STORM);
  expect(got.slice(1)).toEqual([["Late"]]);
  const before = await deliveries();
  const finished = { kind: "sent", atMs: START, response: { status: 1, body: "", latencyMs: 1 } } as const;
  expect(await finishAttempt(database.pool, zombie, finished)).toBe(false);
  expect(await deliveries()).toEqual(before);
});

test("sending one of a group again sends the group again, with the same id and nothing else", async () => {
  await goDown(STORM);
  await drain(15_000);
  const member = (await deliveries()).find(({ leaderId }) => leaderId !== null);
  await goDown(["G", "H", "I", "J", "K"], 20_000);
  const email = "ops@example.org";
  const { id: userId } = await database.db.user.create({ data: { id: uuidv7(), email } });
  const actor: Caller["actor"] = {
    kind: "user",
    userId,
    email,
    name: null,
    workspaceId,
    workspaceName: "Acme",
    role: "editor",
    tags: [],
    label: email,
    provenAt: new Date(START),
    sessionId: uuidv7(),
  };
  const { db } = database;
  const actionDeps = { ...deps, db, egress: OPEN_EGRESS, fairUse: null, now: () => new Date(START + 21_000) };
  await resendDelivery(actionDeps, { actor, address: "127.0.0.1", userAgent: null }, member?.id ?? "");
  await drain(21_000);
  expect(got).toHaveLength(2);
  expect(got[1]?.sort()).toEqual(STORM);
  await drain(60_000);
  expect(got[2]?.sort()).toEqual(["G", "H", "I", "J", "K"]);
});

test("a group that is lost for good is told to the fallback channel as a group", async () => {
  const fallbackChannelId = await aChannel(database.db, { workspaceId, name: "Mail" });
  await database.db.channel.update({ where: { id: channelId }, data: { fallbackChannelId } });
  await goDown(STORM);
  provider = () => (got.length === 1 ? { ...BUSY, permanent: true } : SENT);
  await drain(15_000);
  expect(got.map((names) => names.sort())).toEqual([STORM, STORM]);
  expect(await database.db.delivery.count({ where: { channelId: fallbackChannelId, status: "sent" } })).toBe(
    6,
  );
  expect(await database.db.delivery.count({ where: { channelId, status: "failed" } })).toBe(6);
});

test("receivers that keep incidents hear of each by itself, also in a storm", async () => {
  await database.db.channel.update({ where: { id: channelId }, data: { kind: "pagerduty" } });
  await goDown(STORM);
  await drain(0);
  expect(got.map((names) => names.length)).toEqual([1, 1, 1, 1, 1, 1]);
});
