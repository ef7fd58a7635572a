import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { IncidentListItem } from "#contracts/incident.ts";
import { aChannel, aMonitor, aRegion, aTick } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { aDelivery, anIncident } from "#testing/incident-builders.ts";

const MINUTE_MS = 60_000;
const nowMs = Date.UTC(2026, 10, 21, 12);
const ago = (minutes: number) => new Date(nowMs - minutes * MINUTE_MS);

let dashboard: Dashboard;
let regionId: number;
let workspaceId: string;
let caller: DashboardCaller;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  const member = await dashboard.member({ role: "viewer" });
  ({ workspaceId } = member);
  caller = await dashboard.caller(member);
});

const monitorNamed = (name: string) =>
  aMonitor(dashboard.deps.db, { workspaceId, regionIds: [regionId], fromMs: nowMs, name });

describe("the list", () => {
  test("open ones come first, then the newest; pages cover it once, even where the times are equal", async () => {
    const { db } = dashboard.deps;
    const at = ago(10);
    const specs = [
      { title: "old and open", openedAt: ago(500) },
      { title: "acknowledged", openedAt: ago(20), acknowledgedAt: ago(1), acknowledgedBy: "ada" },
      ...["a", "b", "c"].map((title) => ({ title, openedAt: at, closedAt: ago(5) })),
      { title: "newer", openedAt: ago(2), closedAt: ago(1) },
      { title: "open", openedAt: ago(3) },
    ];
    for (const spec of specs) await anIncident(db, { workspaceId, monitorId: null, ...spec });
    const seen: IncidentListItem[] = [];
    let cursor: string | undefined;
    do {
      const page = await caller.incident.list({ limit: 2, cursor });
      expect(page.openCount).toBe(3);
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const titles = seen.map(({ title }) => title);
    expect(titles.slice(0, 4)).toEqual(["open", "acknowledged", "old and open", "newer"]);
    expect(titles.slice(4).sort()).toEqual(["a", "b", "c"]);
    expect(seen.slice(0, 4).map(({ state }) => state)).toEqual(["open", "acknowledged", "open", "resolved"]);
    expect(await caller.incident.openCount()).toBe(3);
  });

  test("filters by state, kind, monitor and words, and takes % as it is", async () => {
    const { db } = dashboard.deps;
    const shop = await monitorNamed("Shop");
    const blog = await monitorNamed("Blog");
    await anIncident(db, { workspaceId, monitorId: shop.id, cause: "Down: 100% of regions fail." });
    await anIncident(db, { workspaceId, monitorId: blog.id, acknowledgedAt: ago(1), acknowledgedBy: "ada" });
    await anIncident(db, {
      workspaceId,
      monitorId: blog.id,
      openedSeq: 1,
      closedAt: ago(1),
      title: "Long ago",
    });
    const manual = await anIncident(db, { workspaceId, monitorId: null, title: "By hand" });
    await db.incidentMonitor.create({ data: { incidentId: manual, monitorId: shop.id } });
    const titles = async (query: Parameters<DashboardCaller["incident"]["list"]>[0]) =>
      (await caller.incident.list(query)).items.map(({ title }) => title).sort();
    expect(await titles({ state: "open" })).toEqual(["Blog", "By hand", "Shop"]);
    expect(await titles({ state: "acknowledged" })).toEqual(["Blog"]);
    expect(await titles({ state: "resolved" })).toEqual(["Long ago"]);
    expect(await titles({ kind: "manual" })).toEqual(["By hand"]);
    expect(await titles({ monitorId: shop.publicId })).toEqual(["By hand", "Shop"]);
    expect(await titles({ search: " blog " })).toEqual(["Blog", "Long ago"]);
    expect(await titles({ search: "100%" })).toEqual(["Shop"]);
    expect(await titles({ search: "%" })).toEqual(["Shop"]);
    expect(await titles({ search: "  " })).toHaveLength(4);
    expect(await titles({ kind: "system" })).toEqual([]);
  });

  test("a damaged cursor and a stranger's monitor are refused", async () => {
    await expect(caller.incident.list({ cursor: "e30" })).rejects.toThrow("page link is damaged");
    const monitorId = uuidv7();
    await expect(caller.incident.list({ monitorId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("and one incident are read from indexes, however long the history is", async () => {
    const { db, sql } = dashboard.deps;
    await db.$executeRaw`
      INSERT INTO incident (id, workspace_id, kind, title, cause, opened_at, closed_at)
      SELECT gen_random_uuid(), ${workspaceId}::uuid, 'manual', 'x', 'x', now() - n * interval '1 min', now()
      FROM generate_series(1, 20000) n`;
    await db.$executeRaw`ANALYZE incident`;
    const asked: { text: string; values: unknown[] }[] = [];
    const query = (text: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
      asked.push(typeof text === "string" ? { text, values } : { text: text.text, values: text.values });
      return typeof text === "string" ? sql.query(text, values) : sql.query(text);
    };
    const member = await dashboard.member({ role: "viewer", workspaceId });
    const watched = await dashboard.caller(member, {
      deps: { ...dashboard.deps, sql: { query } as typeof sql },
    });
    const page = await watched.incident.list({ limit: 50 });
    await watched.incident.list({ limit: 50, cursor: page.nextCursor });
    await watched.incident.get({ id: page.items[0]?.id ?? "" });
    expect(asked.length).toBeGreaterThan(8);
    for (const { text, values } of asked) {
      const { rows } = await sql.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
      expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toMatch(/Seq Scan on incident\b/);
    }
  });
});

describe("one incident", () => {
  test("brings its events, messages, evidence, cause and consequences", async () => {
    const { db } = dashboard.deps;
    const shop = await monitorNamed("Shop");
    const database = await monitorNamed("Database");
    const cause = await anIncident(db, { workspaceId, monitorId: database.id });
    const id = await anIncident(db, {
      workspaceId,
      monitorId: shop.id,
      openedAt: ago(10),
      firstFailedAt: ago(11),
      causedById: cause,
      nextReminderAt: ago(-5),
    });
    const event = { incidentId: id, kind: "first_failure", region: "aa-1" };
    await db.incidentEvent.create({ data: { ...event, id: uuidv7(), at: ago(11), message: "Status 503." } });
    await db.incidentEvent.create({
      data: { id: uuidv7(), incidentId: id, at: ago(10), kind: "verdict", message: "Down." },
    });
    const { evidence: _none, ...tick } = aTick({
      monitorId: shop.id,
      scheduledAt: nowMs - 11 * MINUTE_MS,
      outcome: "status",
      status: 503,
    });
    const evidence = {
      message: "Status 503 is not expected.",
      remoteAddress: "192.0.2.1",
      resolvedAddresses: ["192.0.2.1"],
      redirects: [],
      responseHeaders: [["server", "test"]],
      bodySample: "out of order",
      certificate: null,
    };
    const scheduledAt = ago(11);
    await db.incidentEvidence.create({
      data: { incidentId: id, region: "aa-1", scheduledAt, tick, evidence },
    });
    const channelId = await aChannel(db, { workspaceId, name: "Ops", monitorIds: [shop.id] });
    const about = { workspaceId, channelId, incidentId: id };
    await aDelivery(db, { ...about, event: "reminder", createdAt: ago(5), sentAt: ago(4) });
    await aDelivery(db, { ...about, createdAt: ago(10), sentAt: ago(9) });

    const detail = await caller.incident.get({ id });
    expect(detail).toMatchObject({
      title: "Shop",
      monitor: { id: shop.publicId, name: "Shop" },
      causedBy: { id: cause, title: "Database" },
      firstFailedAt: nowMs - 11 * MINUTE_MS,
      nextReminderAt: nowMs + 5 * MINUTE_MS,
      nextStepAt: null,
      caused: [],
      merged: [],
      telling: ["Ops was told."],
    });
    expect(detail.events.map(({ kind, region, message }) => [kind, region, message])).toEqual([
      ["first_failure", "aa-1", "Status 503."],
      ["verdict", null, "Down."],
    ]);
    expect(detail.told.map((delivery) => delivery.event)).toEqual(["down", "reminder"]);
    expect(detail.evidence).toEqual([{ region: "aa-1", tick, evidence }]);
    expect((await caller.incident.get({ id: cause })).caused).toEqual([{ id, title: "Shop" }]);
  });

  test("says why nobody was told", async () => {
    const { db } = dashboard.deps;
    const shop = await monitorNamed("Shop");
    const id = await anIncident(db, { workspaceId, monitorId: shop.id });
    const [sentence] = (await caller.incident.get({ id })).telling;
    expect(sentence).toBe("Nobody was told, because no channel that is switched on is chosen for it.");
  });

  test("drafts a post-mortem from what it knows", async () => {
    const { db } = dashboard.deps;
    const shop = await monitorNamed("Shop");
    const id = await anIncident(db, { workspaceId, monitorId: shop.id, openedAt: ago(10), closedAt: ago(2) });
    const { markdown } = await caller.incident.draftPostMortem({ id });
    expect(markdown).toContain("# Shop");
    expect(markdown).toContain("- Duration: 8 min");
  });
});

describe("a monitor's incidents", () => {
  test("are its own and those made by hand about it, with the regions that failed alone", async () => {
    const { db } = dashboard.deps;
    const shop = await monitorNamed("Shop");
    const other = await monitorNamed("Other");
    await anIncident(db, { workspaceId, monitorId: other.id });
    await anIncident(db, { workspaceId, monitorId: shop.id, openedAt: ago(90), openedSeq: 1, title: "Open" });
    await anIncident(db, {
      workspaceId,
      monitorId: shop.id,
      openedAt: ago(9),
      openedSeq: 2,
      closedAt: ago(8),
    });
    const manual = await anIncident(db, {
      workspaceId,
      monitorId: null,
      title: "By hand",
      openedAt: ago(95),
    });
    await db.incidentMonitor.create({ data: { incidentId: manual, monitorId: shop.id } });
    const advisory = { monitorId: shop.id, regionId };
    const reason = "Nobody was told, because 1 of 3 regions fails and 2 are needed.";
    await db.advisory.create({
      data: { ...advisory, id: uuidv7(), fromAt: ago(300), toAt: ago(290), reason },
    });
    await db.advisory.create({ data: { ...advisory, id: uuidv7(), fromAt: ago(400), reason } });
    const found = await caller.incident.ofMonitor({ id: shop.publicId });
    expect(found.incidents.map(({ title }) => title)).toEqual(["Open", "By hand", "Shop"]);
    expect(found.advisories).toMatchObject([
      { region: "aa-1", regionName: "aa-1", fromAt: nowMs - 400 * MINUTE_MS, toAt: null, reason },
      { fromAt: nowMs - 300 * MINUTE_MS, toAt: nowMs - 290 * MINUTE_MS },
    ]);
  });

  test("are nobody else's business", async () => {
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const shop = await monitorNamed("Shop");
    const look = stranger.incident.ofMonitor({ id: shop.publicId });
    await expect(look).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await stranger.incident.assignees()).toHaveLength(1);
  });
});
