import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "#server/store/prisma.ts";
import { aStatusPage } from "#testing/a-status-page.ts";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";
import { createVisitors } from "#testing/visitor.ts";

/** A wire to Postgres that a test can cut: `refuse` as a stopped server, `hang` as a host that is gone. */
class Wire {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private mode: "open" | "refuse" | "hang" = "open";
  port = 0;

  constructor(private readonly target: URL) {}

  async open(): Promise<void> {
    // What was sent into the void is never answered: TCP gives such connections up.
    if (this.mode === "hang") for (const socket of this.sockets) socket.destroy();
    this.mode = "open";
    this.server ??= createServer((near) => this.join(near));
    if (this.server.listening) return;
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(mode: "refuse" | "hang"): Promise<void> {
    this.mode = mode;
    if (mode === "refuse") {
      const { server } = this;
      this.server = null;
      const closed = server && once(server, "close");
      server?.close();
      for (const socket of this.sockets) socket.destroy();
      await closed;
    }
  }

  private join(near: Socket): void {
    const far = dial(Number(this.target.port), this.target.hostname);
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (chunk) => void (this.mode === "open" && far.write(chunk)));
    far.on("data", (chunk) => void (this.mode === "open" && near.write(chunk)));
  }
}

let dashboard: Dashboard;
let wire: Wire;
let lost: ReturnType<typeof connect>;
let visitors: ReturnType<typeof createVisitors>;
let now = Date.now();
const realNow = Date.now;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(now) });
  const url = new URL(dashboard.database.url);
  wire = new Wire(new URL(url));
  await wire.open();
  url.hostname = "127.0.0.1";
  url.port = String(wire.port);
  lost = connect({ url: url.href, max: 4 });
  const deps = { ...dashboard.deps, sql: lost.pool, db: lost.db };
  visitors = createVisitors({ ...dashboard, deps, database: { ...dashboard.database, ...lost } });
  // The caches live by the clock of the process.
  Date.now = () => now;
});
afterAll(async () => {
  Date.now = realNow;
  await lost.db.$disconnect();
  await lost.pool.end();
  await wire.cut("refuse");
  await dashboard.close();
});

async function aPage(slug: string) {
  const { workspaceId } = await dashboard.member({ role: "owner" });
  await aStatusPage(dashboard.deps.db, { workspaceId, slug, components: [{ name: "API" }] });
  const response = await visitors.see(slug);
  expect(response.status).toBe(200);
  return response.text();
}

test.each(["refuse", "hang"] as const)(
  "while Postgres is away (%s), 1,000 loads are answered with the last good page, as of when it was made",
  async (mode) => {
    await wire.open();
    const slug = `outage-${mode}`;
    await aPage(slug);
    const madeAt = now;
    await wire.cut(mode);
    const statuses = new Map<number, number>();
    for (let load = 0; load < 1_000; load += 1) {
      now += 400;
      const response = await visitors.see(slug);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([[200, 1_000]]);
    const json = await (await visitors.see(slug, {}, { kind: "json" })).json();
    expect(json).toMatchObject({
      generatedAt: madeAt,
      judgedAt: madeAt,
      delayedSince: madeAt,
      state: "unknown",
    });
    const old = await visitors.see(slug);
    expect(old.headers.get("warning")).toBe('110 - "Response is Stale"');
    expect(await old.text()).toContain(new Date(madeAt).toISOString().slice(0, 16));

    await wire.open();
    let isBack = false;
    for (let tries = 0; tries < 100 && !isBack; tries += 1) {
      now += 6_000;
      const answer = await (await visitors.see(slug, {}, { kind: "json" })).json();
      isBack = answer.generatedAt > madeAt;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(isBack).toBe(true);
  },
  120_000,
);

test("a page that this process has never read is said to be unavailable, and not to be missing", async () => {
  await wire.cut("refuse");
  const response = await visitors.see("never-read");
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("5");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
});
