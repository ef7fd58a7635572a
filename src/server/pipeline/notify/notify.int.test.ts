import { setTimeout as sleep } from "node:timers/promises";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Notification } from "#contracts/notification.ts";
import type { SendResult } from "#server/channels/channel.ts";
import { claimDeliveries, LEASE_MS } from "#server/store/dispatch-store.ts";
import { finishAttempt } from "#server/store/finish-attempt-store.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import type { NotifyDeps } from "./deliver.ts";
import { createNotifier } from "./notifier.ts";

const START = 1_800_000_000_000;
const SENT: SendResult = { kind: "sent", request: null, response: { status: 200, body: "ok", latencyMs: 3 } };
const REFUSED: SendResult = {
  kind: "failed",
  permanent: true,
  reason: "The provider answered 410",
  retryAfterMs: null,
  request: null,
  response: { status: 410, body: "gone", latencyMs: 3 },
};
const BUSY: SendResult = { ...REFUSED, permanent: false, reason: "The provider answered 503" };

let database: TestDatabase;
let workspaceId: string;
let monitorId: number;
let publicId: string;
let nowMs: number;
/** Everything that providers were given, in order. */
let got: Notification[];
let provider: (notification: Notification) => SendResult | Promise<SendResult>;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.db);
  const regionIds = [await aRegion(database.db, "eu")];
  ({ id: monitorId, publicId } = await aMonitor(database.db, { workspaceId, regionIds, fromMs: START }));
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query("TRUNCATE channel, delivery, incident CASCADE");
  nowMs = START;
  got = [];
  provider = () => SENT;
});

/** Waits in real time; the clock that deliveries are due by moves only when a test says so. */
function notifyDeps(change: Partial<NotifyDeps> = {}): NotifyDeps {
  return {
    ...createTestDeps(database, createMemoryStream(), START),
    clock: () => nowMs,
    sleep: (durationMs) => sleep(Math.min(durationMs, 5)),
    send: async (_target, notification) => {
      got.push(notification);
      return provider(notification);
    },
    ...change,
  };
}

type Spec = { channelId: string; seq: number; event?: "down" | "up"; incidentId?: string };
async function aDelivery({ channelId, seq, event = "down", incidentId }: Spec): Promise<string> {
  const id = uuidv7();
  const notification = {
    kind: event,
    incidentId: incidentId ?? null,
    at: START,
    durationMs: null,
    workspace: { name: "Test" },
    monitor: { id: publicId, name: "Shop", target: "https://shop.example/" },
    reason: "It broke.",
    regions: [{ region: "eu", outcome: "timeout", message: null }],
  };
  const at = new Date(START + seq);
  const row = { id, workspaceId, channelId, monitorId, seq, event, nextAt: new Date(START), createdAt: at };
  await database.db.delivery.create({ data: { ...row, incidentId: incidentId ?? null, notification } });
  return id;
}

async function anIncident(): Promise<string> {
  const id = uuidv7();
  const row = { id, workspaceId, monitorId, openedAt: new Date(START), openedSeq: 1, cause: "It broke." };
  await database.db.incident.create({ data: { ...row, closedAt: new Date(START), closedSeq: 2 } });
  return id;
}

const drain = (deps = notifyDeps()) => createNotifier(deps).wake();
const stored = (id: string) => database.db.delivery.findUniqueOrThrow({ where: { id } });
const ids = () => got.map((notification) => notification.id);

test("a delivery is sent once, complete, and its answer is kept", async () => {
  const id = await aDelivery({ channelId: await aChannel(database.db, { workspaceId }), seq: 1 });
  await drain();
  await drain();
  expect(got).toEqual([
    expect.objectContaining({
      id,
      kind: "down",
      reason: "It broke.",
      monitor: {
        id: publicId,
        name: "Shop",
        target: "https://shop.example/",
        url: `http://localhost:3000/monitors/${publicId}`,
      },
    }),
  ]);
  expect(await stored(id)).toMatchObject({
    status: "sent",
    attempts: 1,
    lockedUntil: null,
    lastError: null,
    responseStatus: 200,
    responseBody: "ok",
    latencyMs: 3,
    sentAt: new Date(START),
  });
});

test("two dispatchers at once never send twice, nor two messages of a channel at a time", async () => {
  const channelIds = await Promise.all(
    Array.from({ length: 5 }, (_, n) => aChannel(database.db, { workspaceId, name: `Hook ${n}` })),
  );
  const made = await Promise.all(
    Array.from({ length: 60 }, (_, seq) => aDelivery({ channelId: channelIds[seq % 5] ?? "", seq })),
  );
  const underWay = new Set<string>();
  const overlaps: string[] = [];
  const send: NotifyDeps["send"] = async ({ config }, notification) => {
    const { url } = config as { url: string };
    if (underWay.has(url)) overlaps.push(url);
    underWay.add(url);
    await sleep(2);
    underWay.delete(url);
    got.push(notification);
    return SENT;
  };
  await database.pool.query("UPDATE channel SET config = jsonb_build_object('url', id)");
  const dispatchers = [1, 2, 3].map(() => createNotifier(notifyDeps({ send })));
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.wake()));
  await drain(notifyDeps({ send }));

  expect(ids().sort()).toEqual(made.sort());
  expect(overlaps).toEqual([]);
  expect(await database.db.delivery.count({ where: { status: "sent", attempts: 1 } })).toBe(60);
});

test("who comes back after the lease changes nothing", async () => {
  const id = await aDelivery({ channelId: await aChannel(database.db, { workspaceId }), seq: 1 });
  const [zombie] = await claimDeliveries(database.pool, { nowMs, limit: 5 });
  expect(await claimDeliveries(database.pool, { nowMs, limit: 5 })).toEqual([]);
  if (!zombie) throw new Error("Nothing was claimed.");

  nowMs += LEASE_MS + 1;
  await drain();
  expect(ids()).toEqual([id]);
  const after = await stored(id);
  const failure = { atMs: nowMs, error: "too late", response: null };
  expect(await finishAttempt(database.pool, zombie, { kind: "failed", ...failure })).toBe(false);
  expect(
    await finishAttempt(database.pool, zombie, {
      kind: "sent",
      ...failure,
      response: REFUSED.response ?? { status: 1, body: "", latencyMs: 1 },
    }),
  ).toBe(false);
  expect(await stored(id)).toEqual(after);
  expect(await database.db.channel.count({ where: { enabled: true } })).toBe(1);
});

test("a dispatcher that dies between sending and recording sends again with the same id", async () => {
  const id = await aDelivery({ channelId: await aChannel(database.db, { workspaceId }), seq: 1 });
  const dying = notifyDeps();
  provider = async () => {
    // The connection is gone when the result is to be recorded.
    dying.pool = { connect: () => Promise.reject(new Error("gone")) } as never;
    dying.pool.query = () => Promise.reject(new Error("gone")) as never;
    return SENT;
  };
  await drain(dying);
  expect(await stored(id)).toMatchObject({ status: "pending", attempts: 1 });

  provider = () => SENT;
  await drain();
  expect(ids()).toEqual([id]);
  nowMs += LEASE_MS + 1;
  await drain();
  expect(ids()).toEqual([id, id]);
  expect(await stored(id)).toMatchObject({ status: "sent", attempts: 2 });
});

test("the end of an incident waits until its beginning is told", async () => {
  const channelId = await aChannel(database.db, { workspaceId });
  const incidentId = await anIncident();
  const up = await aDelivery({ channelId, seq: 2, event: "up", incidentId });
  const down = await aDelivery({ channelId, seq: 1, incidentId });
  provider = () => BUSY;
  await drain();
  expect(ids()).toEqual([down]);
  expect(await stored(down)).toMatchObject({ status: "pending", nextAt: new Date(START + 5_000) });

  provider = () => SENT;
  nowMs += 4_999;
  await drain();
  expect(ids()).toEqual([down]);
  nowMs += 1;
  await drain();
  expect(ids()).toEqual([down, down, up]);
});

test("a receiver that asks for time gets it", async () => {
  const id = await aDelivery({ channelId: await aChannel(database.db, { workspaceId }), seq: 1 });
  provider = () => ({ ...BUSY, retryAfterMs: 90_000 });
  await drain();
  expect(await stored(id)).toMatchObject({
    nextAt: new Date(START + 90_000),
    lastError: "The provider answered 503",
    responseStatus: 410,
  });
});

test("a refusal for good switches the channel off and tells the fallback, of the waiting messages too", async () => {
  const fallback = await aChannel(database.db, { workspaceId, name: "Mail" });
  const channelId = await aChannel(database.db, { workspaceId, name: "Ops", fallbackChannelId: fallback });
  const incidentId = await anIncident();
  const down = await aDelivery({ channelId, seq: 1, incidentId });
  const up = await aDelivery({ channelId, seq: 2, event: "up", incidentId });
  provider = ({ id }) => (id === down ? REFUSED : SENT);
  await drain();

  expect(await stored(down)).toMatchObject({ status: "failed", lastError: "The provider answered 410" });
  expect(await stored(up)).toMatchObject({ status: "failed", attempts: 0 });
  expect(await database.db.channel.findUnique({ where: { id: channelId } })).toMatchObject({
    enabled: false,
    disabledReason: "The provider answered 410",
  });
  const reason = "The channel “Ops” could not be told (The provider answered 410). It broke.";
  expect(got.slice(1)).toMatchObject([
    { kind: "down", reason, incidentId },
    { kind: "up", reason, incidentId },
  ]);
  expect(await database.db.delivery.count({ where: { channelId: fallback, status: "sent" } })).toBe(2);
});

test("a channel that was changed while it refused is given the new chance at once", async () => {
  const channelId = await aChannel(database.db, { workspaceId });
  const id = await aDelivery({ channelId, seq: 1 });
  provider = async () => {
    if (got.length > 1) return SENT;
    await database.db.channel.update({
      where: { id: channelId },
      data: { config: {}, updatedAt: new Date() },
    });
    return REFUSED;
  };
  await drain();
  expect(ids()).toEqual([id, id]);
  expect(await stored(id)).toMatchObject({ status: "sent", attempts: 2 });
  expect(await database.db.channel.count({ where: { enabled: true } })).toBe(1);
});

test("channels that stand in for each other end", async () => {
  const one = await aChannel(database.db, { workspaceId, name: "One" });
  const two = await aChannel(database.db, { workspaceId, name: "Two", fallbackChannelId: one });
  await database.db.channel.update({ where: { id: one }, data: { fallbackChannelId: two } });
  await aDelivery({ channelId: one, seq: 1 });
  provider = () => REFUSED;
  await drain();
  expect(got).toHaveLength(2);
  expect(await database.db.delivery.count({ where: { status: "failed" } })).toBe(2);
});

test("after the last attempt a delivery is dead, its channel stays on and the fallback is told", async () => {
  const fallback = await aChannel(database.db, { workspaceId, name: "Mail" });
  const channelId = await aChannel(database.db, { workspaceId, fallbackChannelId: fallback });
  const id = await aDelivery({ channelId, seq: 1 });
  provider = (notification) => (notification.id === id ? BUSY : SENT);
  for (let attempt = 0; attempt < 12; attempt += 1) {
    await drain();
    nowMs += 25 * 3_600_000;
  }
  expect(await stored(id)).toMatchObject({ status: "dead", attempts: 10 });
  expect(got).toHaveLength(11);
  expect(await database.db.channel.count({ where: { enabled: true } })).toBe(2);
});

test("one channel's trouble does not hold up another's", async () => {
  const slow = await aDelivery({ channelId: await aChannel(database.db, { workspaceId }), seq: 1 });
  const channelId = await aChannel(database.db, { workspaceId });
  const quick = [await aDelivery({ channelId, seq: 2 }), await aDelivery({ channelId, seq: 3 })];
  let letGo: (result: SendResult) => void = () => undefined;
  const held = new Promise<SendResult>((resolve) => {
    letGo = resolve;
  });
  provider = ({ id }) => {
    if (id === quick[1]) letGo(SENT);
    return id === slow ? held : SENT;
  };
  await drain();
  expect(ids().sort()).toEqual([slow, ...quick].sort());
});

test("what a delivery makes ready while the loop looks is not left behind", async () => {
  const channelId = await aChannel(database.db, { workspaceId });
  const [first, second] = [await aDelivery({ channelId, seq: 1 }), await aDelivery({ channelId, seq: 2 })];
  let answer: (result: SendResult) => void = () => undefined;
  provider = ({ id }) => (id === first ? new Promise((resolve) => (answer = resolve)) : SENT);

  // The second look has found the channel busy, and ends only after the first delivery is recorded.
  let looks = 0;
  const connect = async () => {
    const client = await database.pool.connect();
    looks += 1;
    if (looks !== 2) return client;
    const held = Object.create(client) as typeof client;
    const query = async (statement: unknown) => {
      if (statement === "COMMIT") {
        answer(SENT);
        while ((await stored(first)).status === "pending") await sleep(1);
        await sleep(10);
      }
      return client.query(statement as string);
    };
    return Object.assign(held, { query });
  };
  const pool = { connect, query: database.pool.query.bind(database.pool) } as typeof database.pool;
  await drain(notifyDeps({ pool }));
  expect(ids()).toEqual([first, second]);
});

test("a secret that does not open is a fault of ours: it is said and tried again", async () => {
  const channelId = await aChannel(database.db, { workspaceId });
  await database.db.channel.update({
    where: { id: channelId },
    data: { secrets: { url: "v1.k9.AAAA.AAAA" } },
  });
  const id = await aDelivery({ channelId, seq: 1 });
  await drain();
  expect(got).toEqual([]);
  expect(await stored(id)).toMatchObject({ status: "pending", attempts: 1, lastError: expect.any(String) });
});

test("a loop that waits is woken at once, and is the only one", async () => {
  const channelId = await aChannel(database.db, { workspaceId });
  let isAsleep: () => void = () => undefined;
  const asleep = new Promise<void>((resolve) => {
    isAsleep = resolve;
  });
  // Its naps have no end: only the bell can wake it.
  const notifier = createNotifier(
    notifyDeps({
      sleep: () => {
        isAsleep();
        return new Promise(() => undefined);
      },
    }),
  );
  const running = notifier.run(55_000);
  await asleep;
  const id = await aDelivery({ channelId, seq: 1 });
  nowMs += 1;
  provider = () => {
    nowMs += 60_000;
    return SENT;
  };
  await notifier.wake();
  expect(await running).toMatchObject({ ok: true, sent: 1, lost: 0 });
  expect(ids()).toEqual([id]);
});
