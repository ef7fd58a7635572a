import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Tracer } from "#contracts/tracer.ts";
import type { Probe } from "#probes/core/probe.ts";
import { startNodeProbe } from "#probes/platform/node.ts";
import { createProbeRpc } from "#probes/platform/rpc-client.ts";
import { sendNotification } from "#server/channels/send-notification.ts";
import { createProcessClock } from "#server/pipeline/clock/process-clock.ts";
import { createNotifier } from "#server/pipeline/notify/notifier.ts";
import { tracedFetch } from "#server/runtime/request/traced-fetch.ts";
import { withRequest } from "#server/runtime/request/with-request.ts";
import { createSafeFetch } from "#server/runtime/safe-fetch.ts";
import { issueToken } from "#server/store/region-credential-store.ts";
import { createProbeHandler } from "#server/trpc/probe-handler.ts";
import { aChannel, aMonitor, aRegion, aWorkspace } from "#testing/builders.ts";
import { createMemoryStream, type MemoryStream } from "#testing/memory-stream.ts";
import { createTestDatabase, type TestDatabase } from "#testing/test-database.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";
import { OPEN_EGRESS } from "#transport/egress/egress-policy.ts";

export type Received = { headers: IncomingHttpHeaders; body: string };

/** The pipeline in one process on real Postgres, with real probes over HTTP, a real receiver, and the clock of the machine. */
export class TracedWorld {
  readonly received: Received[] = [];
  readonly deps: TestDeps;
  readonly stream: MemoryStream = createMemoryStream();
  /** What the target answers. */
  targetStatus = 200;
  private readonly app: Server;
  private readonly target: Server;
  private readonly receiver: Server;
  private readonly probes: Probe[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly regionIds: number[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly workspaceId: string,
  ) {
    this.deps = { ...createTestDeps(database, this.stream, Date.now()), clock: Date.now };
    this.deps.sleep = (durationMs) => sleep(durationMs);
    const outside = {
      fetch: tracedFetch(createSafeFetch(OPEN_EGRESS)),
      mail: { send: () => Promise.reject(new Error("No mail here.")) },
      clock: Date.now,
      vapidKeys: () => Promise.reject(new Error("No push here.")),
    };
    this.deps.send = (target, notification) => sendNotification(outside, target, notification);
    const notifier = createNotifier(this.deps);
    this.deps.wakeNotifier = () => this.follow(notifier.wake());
    const clock = createProcessClock(this.deps);
    this.deps.wakeClock = (dueAtMs) => this.follow(clock.wake(dueAtMs));
    const handle = withRequest({ route: "/api/probe-rpc", kind: "probe" }, createProbeHandler(this.deps));
    this.app = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const headers = new Headers(
        Object.entries(request.headers).map(([name, text]) => [name, String(text)]),
      );
      const answer = await handle(new Request(`http://app${request.url}`, { method: "POST", headers, body }));
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    this.target = createServer((request, response) => {
      request.resume();
      response.writeHead(this.targetStatus).end();
    });
    this.receiver = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString("utf8");
      this.received.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  }

  static async open(): Promise<TracedWorld> {
    const database = await createTestDatabase();
    const world = new TracedWorld(database, await aWorkspace(database.db));
    await Promise.all([listen(world.app), listen(world.receiver), listen(world.target)]);
    return world;
  }

  async close(): Promise<void> {
    await Promise.all(this.probes.map((probe) => probe.stop()));
    await Promise.all(this.underWay);
    for (const server of [this.app, this.receiver, this.target]) {
      server.closeAllConnections();
      server.close();
    }
    await this.database.close();
  }

  get receiverUrl(): string {
    return urlOf(this.receiver);
  }

  get targetUrl(): string {
    return urlOf(this.target);
  }

  /** A region with one probe, which exports by `tracer`. */
  async addProbe(code: string, tracer: Tracer | null): Promise<void> {
    const id = await aRegion(this.database.db, code);
    const token = await issueToken(this.database.pool, { id, code });
    this.regionIds.push(id);
    const probe = await startNodeProbe({
      instance: "a",
      rpc: createProbeRpc({ url: urlOf(this.app), token }),
      stream: this.stream,
      log: () => undefined,
      egress: OPEN_EGRESS,
      overrides: { pollMs: 50 },
      tracer,
    });
    if (probe !== null) this.probes.push(probe);
  }

  /** Checked from all regions; told over a webhook. */
  async addMonitor(given: { check: object; hookUrl: string; intervalMs: number }): Promise<number> {
    const { workspaceId, regionIds, database } = this;
    const { id } = await aMonitor(database.db, {
      workspaceId,
      regionIds,
      fromMs: Date.now(),
      intervalMs: given.intervalMs,
      policy: { failuresInARow: 1 },
    });
    await database.db.monitor.update({ where: { id }, data: { check: given.check } });
    const channelId = await aChannel(database.db, { workspaceId });
    await database.db.channel.update({ where: { id: channelId }, data: { config: { url: given.hookUrl } } });
    await database.db.monitorChannel.create({ data: { monitorId: id, channelId } });
    return id;
  }

  private follow(work: Promise<void>): void {
    const followed = work.finally(() => this.underWay.delete(followed));
    this.underWay.add(followed);
  }
}

async function listen(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
