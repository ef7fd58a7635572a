import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendNotification } from "#server/channels/send-notification.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { createProbeHandler } from "#server/trpc/probe-handler.ts";
import { aChannel, aMonitor, aRegion, aTick, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps } from "#testing/test-deps.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";
import { createNotifier } from "./notifier.ts";

const safeFetch = createSafeFetch(OPEN_EGRESS);

type Call = { headers: IncomingHttpHeaders; body: { type: string; data: { monitor: { name: string } } } };

const ROUNDS = 3;
let database: TestDatabase;
let receiver: Server;
let calls: Call[];
let arrived: () => void;

beforeAll(async () => {
  database = await createTestDatabase();
  calls = [];
  arrived = () => undefined;
  receiver = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString("utf8"));
    calls.push({ headers: request.headers, body });
    response.writeHead(204).end();
    arrived();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});

test("a failed check that a probe reports is at the webhook at once, without any cron", async () => {
  const workspaceId = await aWorkspace(database.db);
  const regionId = await aRegion(database.db, "eu");
  const token = await issueToken(database.pool, { id: regionId, code: "eu" });
  const deps = { ...createTestDeps(database, createMemoryStream(), Date.now()), clock: Date.now };
  deps.sleep = (durationMs) => sleep(durationMs);
  const mail = { send: () => Promise.reject(new Error("No mail here.")) };
  const vapidKeys = () => Promise.reject(new Error("No push here."));
  const outside = { fetch: safeFetch, mail, clock: Date.now, vapidKeys };
  deps.send = (target, notification) => sendNotification(outside, target, notification);
  const notifier = createNotifier(deps);
  const wakes: Promise<void>[] = [];
  deps.wakeNotifier = () => void wakes.push(notifier.wake());
  const handle = createProbeHandler(deps);
  const report = (ticks: ReturnType<typeof aTick>[]) =>
    handle(
      new Request("http://localhost/api/probe-rpc/probe.report", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ ticks, gaps: [], regionHealthy: true }),
      }),
    );

  const { port } = receiver.address() as AddressInfo;
  const channelId = await aChannel(database.db, { workspaceId });
  const config = { url: `http://127.0.0.1:${port}/hook` };
  await database.db.channel.update({ where: { id: channelId }, data: { config } });
  for (let n = 0; n < ROUNDS; n += 1) {
    const fromMs = Date.now() - 3_600_000;
    const monitor = await aMonitor(database.db, {
      workspaceId,
      regionIds: [regionId],
      fromMs,
      gridFromMs: Date.now() + 3_600_000,
      policy: { quorum: { kind: "any" }, failuresInARow: 1 },
      name: `Shop ${n}`,
    });
    await database.db.monitorChannel.create({ data: { monitorId: monitor.id, channelId } });
    const at = Date.now() - 5_000;
    const ticks = [aTick({ monitorId: monitor.id, scheduledAt: at, outcome: "refused", status: null })];
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await report(ticks);
    await arrival;
    await Promise.all(wakes);
  }

  expect(calls.map(({ body }) => [body.type, body.data.monitor.name])).toEqual(
    Array.from({ length: ROUNDS }, (_, n) => ["monitor.down", `Shop ${n}`]),
  );
  const stored = await database.db.delivery.findMany({ orderBy: { createdAt: "asc" } });
  expect(stored.map(({ id, status }) => [id, status])).toEqual(
    calls.map(({ headers }) => [headers["webhook-id"], "sent"]),
  );
});
