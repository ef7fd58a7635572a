import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acknowledgeByLink } from "#server/actions/incident/acknowledge-by-link.ts";
import { findAcknowledgeLink } from "#server/views/get-incident.ts";
import { aChannel, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { aDelivery, anIncident } from "#testing/incident-builders.ts";

let dashboard: Dashboard;
let regionId: number;
let workspaceId: string;
let userId: string;
let editor: DashboardCaller;
let colleague: DashboardCaller;
let monitor: { id: number; publicId: string };
let incidentId: string;
let made = 0;

beforeAll(async () => {
  dashboard = await createDashboard();
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  made += 1;
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "editor", email: `ada-${made}@example.com` });
  ({ workspaceId, userId } = member);
  editor = await dashboard.caller(member);
  const other = await dashboard.member({ role: "editor", workspaceId, email: `bob-${made}@example.com` });
  colleague = await dashboard.caller(other);
  monitor = await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: Date.now(), name: "Shop" });
  incidentId = await anIncident(db, {
    workspaceId,
    monitorId: monitor.id,
    remindEveryMs: 600_000,
    nextReminderAt: new Date(Date.now() + 600_000),
    escalation: { steps: [{ afterMin: 5, channelIds: [uuidv7()], scheduleIds: [] }], repeat: 0 },
    nextStepAt: new Date(Date.now() + 300_000),
  });
});

const ada = () => `ada-${made}@example.com`;
const rowOf = (id = incidentId) => dashboard.deps.db.incident.findUniqueOrThrow({ where: { id } });
const eventsOf = async (id = incidentId) => {
  const rows = await dashboard.deps.db.incidentEvent.findMany({
    where: { incidentId: id },
    orderBy: { id: "asc" },
  });
  return rows.map(({ kind, actor, message }) => ({ kind, actor, message }));
};
const auditOf = async () => {
  const rows = await dashboard.deps.db.auditEntry.findMany({
    where: { workspaceId },
    orderBy: { id: "asc" },
  });
  return rows.map(({ action }) => action);
};

describe("acknowledge", () => {
  test("stops reminders and escalation, once; a second time changes nothing", async () => {
    const { db } = dashboard.deps;
    const channelId = await aChannel(db, { workspaceId });
    const waiting = {
      workspaceId,
      channelId,
      incidentId,
      status: "pending",
      attempts: 0,
      sentAt: null,
    } as const;
    const reminder = await aDelivery(db, { ...waiting, event: "reminder" });
    const down = await aDelivery(db, waiting);
    await editor.incident.acknowledge({ id: incidentId });
    const first = await rowOf();
    expect(first).toMatchObject({
      acknowledgedBy: ada(),
      nextStepAt: null,
      nextReminderAt: null,
      closedAt: null,
    });
    await editor.incident.acknowledge({ id: incidentId });
    expect(await rowOf()).toEqual(first);
    expect(await eventsOf()).toEqual([
      {
        kind: "acknowledged",
        actor: ada(),
        message: "Acknowledged. Reminders and escalation have stopped.",
      },
    ]);
    expect(await auditOf()).toEqual(["incident.acknowledge"]);
    expect(await db.delivery.findUniqueOrThrow({ where: { id: reminder } })).toMatchObject({
      status: "suppressed",
      heldBecause: `${ada()} acknowledged the incident. This had not left yet.`,
    });
    expect(await db.delivery.findUniqueOrThrow({ where: { id: down } })).toMatchObject({ status: "pending" });
  });

  test("two people at once: one wins, the other is told who", async () => {
    const results = await Promise.allSettled([
      editor.incident.acknowledge({ id: incidentId }),
      colleague.incident.acknowledge({ id: incidentId }),
    ]);
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused).toHaveLength(1);
    const { acknowledgedBy } = await rowOf();
    expect(refused[0]).toMatchObject({
      code: "CONFLICT",
      message: `${acknowledgedBy} has acknowledged it already.`,
    });
    expect(await eventsOf()).toHaveLength(1);
  });

  test("what is over cannot be acknowledged", async () => {
    await editor.incident.resolve({ id: incidentId });
    await expect(editor.incident.acknowledge({ id: incidentId })).rejects.toThrow("This incident is over");
  });
});

describe("the link in a message", () => {
  const use = (deliveryId: string | null) =>
    acknowledgeByLink(dashboard.deps, { deliveryId, address: "192.0.2.7" });
  let deliveryId: string;
  beforeEach(async () => {
    const channelId = await aChannel(dashboard.deps.db, { workspaceId, name: "Ops" });
    deliveryId = await aDelivery(dashboard.deps.db, { workspaceId, channelId, incidentId });
  });
  const snapshot = async () => [
    await rowOf(),
    await dashboard.deps.db.delivery.findUniqueOrThrow({ where: { id: deliveryId } }),
    await eventsOf(),
    await auditOf(),
  ];

  test("looking at it a hundred times changes nothing", async () => {
    const before = await snapshot();
    for (let looks = 0; looks < 100; looks += 1) {
      const seen = await findAcknowledgeLink(dashboard.deps, deliveryId);
      expect(seen).toMatchObject({ state: "ready", name: "Shop", at: null });
    }
    expect(await snapshot()).toEqual(before);
  });

  test("works once, says who on the timeline and in the audit, and no more than once when used twice at once", async () => {
    expect((await Promise.all([use(deliveryId), use(deliveryId), use(deliveryId)])).sort()).toEqual([
      "done",
      "used",
      "used",
    ]);
    expect(await rowOf()).toMatchObject({
      acknowledgedBy: "Ops (link)",
      nextStepAt: null,
      nextReminderAt: null,
    });
    expect(await eventsOf()).toEqual([
      expect.objectContaining({ kind: "acknowledged", actor: "Ops (link)" }),
    ]);
    const [entry] = await dashboard.deps.db.auditEntry.findMany({ where: { workspaceId } });
    expect(entry).toMatchObject({
      userId: null,
      action: "incident.acknowledge_by_link",
      subject: incidentId,
      address: "192.0.2.7",
      detail: { channel: "Ops", delivery: deliveryId },
    });
    expect(await findAcknowledgeLink(dashboard.deps, deliveryId)).toMatchObject({ state: "used" });
  });

  test("is not used up when somebody was faster, and says so", async () => {
    await editor.incident.acknowledge({ id: incidentId });
    expect(await use(deliveryId)).toBe("acknowledged");
    expect(await findAcknowledgeLink(dashboard.deps, deliveryId)).toMatchObject({ state: "acknowledged" });
    expect((await rowOf()).acknowledgedBy).toBe(ada());
  });

  test("does nothing for an incident that is over", async () => {
    await editor.incident.resolve({ id: incidentId });
    expect(await use(deliveryId)).toBe("resolved");
    expect(await findAcknowledgeLink(dashboard.deps, deliveryId)).toMatchObject({ state: "resolved" });
  });

  test("of nothing, of a test message and of no delivery is invalid", async () => {
    const channelId = await aChannel(dashboard.deps.db, { workspaceId });
    const tested = await aDelivery(dashboard.deps.db, {
      workspaceId,
      channelId,
      incidentId: null,
      event: "test",
    });
    for (const id of [null, tested, uuidv7()]) {
      expect(await use(id)).toBe("invalid");
      expect(await findAcknowledgeLink(dashboard.deps, id)).toBeNull();
    }
  });

  test("tells strangers the name and the time, nothing more", async () => {
    const seen = await findAcknowledgeLink(dashboard.deps, deliveryId);
    expect(Object.keys(seen ?? {}).sort()).toEqual(["at", "count", "name", "openedAt", "state"]);
  });

  test("of a storm acknowledges all that its message told of and that nobody looks after, once", async () => {
    const { db } = dashboard.deps;
    const { channelId } = await db.delivery.findUniqueOrThrow({ where: { id: deliveryId } });
    const join = async (change: Parameters<typeof anIncident>[1]) => {
      const id = await anIncident(db, change);
      await aDelivery(db, { workspaceId, channelId, incidentId: id, grouped: true, leaderId: deliveryId });
      return id;
    };
    const also = await join({ workspaceId, monitorId: null, title: "Search", remindEveryMs: 60_000 });
    const seen = await join({ workspaceId, monitorId: null, title: "Mail" });
    const over = await join({ workspaceId, monitorId: null, title: "Cart", closedAt: new Date() });
    await editor.incident.acknowledge({ id: seen });
    const stranger = await anIncident(db, { workspaceId, monitorId: null, title: "Not in the message" });

    const before = await findAcknowledgeLink(dashboard.deps, deliveryId);
    expect(before).toMatchObject({ state: "ready", name: "Shop", count: 2 });
    expect((await Promise.all([use(deliveryId), use(deliveryId)])).sort()).toEqual(["done", "used"]);

    const by = async (id: string) => (await rowOf(id)).acknowledgedBy;
    const all = [incidentId, also, seen, over, stranger];
    expect(await Promise.all(all.map(by))).toEqual(["Ops (link)", "Ops (link)", ada(), null, null]);
    for (const id of [incidentId, also]) {
      expect(await eventsOf(id)).toEqual([
        expect.objectContaining({ kind: "acknowledged", actor: "Ops (link)" }),
      ]);
    }
    const after = await findAcknowledgeLink(dashboard.deps, deliveryId);
    expect(after).toMatchObject({ state: "used", count: 2 });
    expect((await auditOf()).filter((action) => action === "incident.acknowledge_by_link")).toHaveLength(2);
  });

  test("of a storm goes on working while one of it is open and unseen", async () => {
    const { db } = dashboard.deps;
    const { channelId } = await db.delivery.findUniqueOrThrow({ where: { id: deliveryId } });
    const also = await anIncident(db, { workspaceId, monitorId: null, title: "Search" });
    await aDelivery(db, { workspaceId, channelId, incidentId: also, grouped: true, leaderId: deliveryId });
    await editor.incident.resolve({ id: incidentId });
    expect(await findAcknowledgeLink(dashboard.deps, deliveryId)).toMatchObject({
      state: "ready",
      name: "Search",
      count: 1,
    });
    await editor.incident.acknowledge({ id: also });
    expect(await use(deliveryId)).toBe("acknowledged");
    await editor.incident.resolve({ id: also });
    expect(await use(deliveryId)).toBe("resolved");
  });
});

describe("assign", () => {
  test("to a member and to nobody; the same again changes nothing", async () => {
    await colleague.incident.assign({ id: incidentId, userId });
    await colleague.incident.assign({ id: incidentId, userId });
    expect((await editor.incident.get({ id: incidentId })).assignee).toBe(ada());
    await editor.incident.assign({ id: incidentId, userId: null });
    expect(await eventsOf()).toEqual([
      { kind: "assigned", actor: `bob-${made}@example.com`, message: `Assigned to ${ada()}.` },
      { kind: "assigned", actor: ada(), message: "Assigned to nobody." },
    ]);
  });

  test("not to somebody of another workspace", async () => {
    const stranger = await dashboard.member({ role: "owner" });
    const assign = editor.incident.assign({ id: incidentId, userId: stranger.userId });
    await expect(assign).rejects.toThrow("not a member");
    expect((await rowOf()).assignedUserId).toBeNull();
  });
});

describe("words", () => {
  test.each(["comment", "update"] as const)("a %s that is sent twice is written once", async (kind) => {
    const eventId = uuidv7();
    await editor.incident[kind]({ id: incidentId, message: "Looking at it.", eventId });
    await editor.incident[kind]({ id: incidentId, message: "Looking at it.", eventId });
    expect(await eventsOf()).toEqual([{ kind, actor: ada(), message: "Looking at it." }]);
    expect(await auditOf()).toEqual([`incident.${kind}`]);
  });

  test("an empty comment is refused", async () => {
    await expect(editor.incident.comment({ id: incidentId, message: "  " })).rejects.toThrow();
  });
});

describe("resolve and reopen", () => {
  test("resolving ends what waits; the second time changes nothing", async () => {
    await editor.incident.resolve({ id: incidentId, message: "Rolled back." });
    const first = await rowOf();
    expect(first.closedAt).not.toBeNull();
    expect(first).toMatchObject({ nextStepAt: null, nextReminderAt: null, closedSeq: null });
    await colleague.incident.resolve({ id: incidentId });
    expect(await rowOf()).toEqual(first);
    expect(await eventsOf()).toEqual([{ kind: "resolved", actor: ada(), message: "Rolled back." }]);
  });

  test("reopening begins another round, with reminders and steps from the start; the second time changes nothing", async () => {
    await editor.incident.acknowledge({ id: incidentId });
    await editor.incident.resolve({ id: incidentId });
    const at = Date.now();
    await editor.incident.reopen({ id: incidentId });
    const opened = await rowOf();
    expect(opened).toMatchObject({ round: 1, closedAt: null, acknowledgedAt: null, acknowledgedBy: null });
    expect(opened).toMatchObject({ nextStep: 0, reminders: 0 });
    expect(Number(opened.nextReminderAt) - at).toBeGreaterThanOrEqual(600_000);
    expect(Number(opened.nextStepAt) - at).toBeGreaterThanOrEqual(300_000);
    await editor.incident.reopen({ id: incidentId });
    expect(await rowOf()).toEqual(opened);
    expect((await eventsOf()).map(({ kind }) => kind)).toEqual(["acknowledged", "resolved", "reopened"]);
  });

  test("an old incident stays closed while its monitor has a new one", async () => {
    await editor.incident.resolve({ id: incidentId });
    await anIncident(dashboard.deps.db, { workspaceId, monitorId: monitor.id });
    const reopen = editor.incident.reopen({ id: incidentId });
    await expect(reopen).rejects.toThrow("has an open incident already");
    expect((await rowOf()).closedAt).not.toBeNull();
  });
});

describe("reopening while the monitor is judged", () => {
  test("waits for the verdict, which may have opened another one", async () => {
    await editor.incident.resolve({ id: incidentId });
    const client = await dashboard.database.pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT FROM monitor_state WHERE monitor_id = $1 FOR UPDATE", [monitor.id]);
    const reopened = editor.incident.reopen({ id: incidentId }).then(
      () => "reopened",
      (error: Error) => error.message,
    );
    const isWaiting = async () => {
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows[0]?.count;
    };
    await expect.poll(isWaiting).toBe(1);
    await client.query(
      `INSERT INTO incident (id, workspace_id, monitor_id, opened_at, opened_seq, cause)
        VALUES (gen_random_uuid(), $1, $2, now(), 7, 'Down.')`,
      [workspaceId, monitor.id],
    );
    await client.query("COMMIT");
    client.release();
    expect(await reopened).toContain("has an open incident already");
  });
});

describe("merge", () => {
  test("closes one as a part of the other and says so in both; the second time changes nothing", async () => {
    const { id: intoId } = await editor.incident.create({
      title: "Data centre",
      severity: "critical",
      monitorIds: [],
      message: "",
      tellChannels: false,
    });
    await editor.incident.merge({ id: incidentId, intoId });
    await editor.incident.merge({ id: incidentId, intoId });
    expect(await rowOf()).toMatchObject({ mergedIntoId: intoId, nextStepAt: null, nextReminderAt: null });
    expect((await rowOf()).closedAt).not.toBeNull();
    expect(await eventsOf()).toEqual([
      { kind: "merged", actor: ada(), message: "Merged into “Data centre”." },
    ]);
    expect((await eventsOf(intoId)).at(-1)).toEqual({
      kind: "merged",
      actor: ada(),
      message: "“Shop” was merged into this one.",
    });
    const detail = await editor.incident.get({ id: intoId });
    expect(detail.merged).toEqual([{ id: incidentId, title: "Shop" }]);
    expect((await editor.incident.get({ id: incidentId })).mergedInto).toEqual({
      id: intoId,
      title: "Data centre",
    });
  });

  test("two that are merged into each other at once do not both close", async () => {
    const other = await anIncident(dashboard.deps.db, { workspaceId, monitorId: null, title: "Other" });
    const results = await Promise.allSettled([
      editor.incident.merge({ id: incidentId, intoId: other }),
      colleague.incident.merge({ id: other, intoId: incidentId }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const open = (await Promise.all([rowOf(), rowOf(other)])).filter(({ closedAt }) => closedAt === null);
    expect(open).toHaveLength(1);
  });

  test("needs two open ones of the workspace", async () => {
    const stranger = await dashboard.member({ role: "editor" });
    const foreign = await anIncident(dashboard.deps.db, {
      workspaceId: stranger.workspaceId,
      monitorId: null,
    });
    const over = await anIncident(dashboard.deps.db, { workspaceId, monitorId: null, closedAt: new Date() });
    const merge = (intoId: string) => editor.incident.merge({ id: incidentId, intoId });
    await expect(merge(foreign)).rejects.toThrow("no such incident");
    await expect(merge(over)).rejects.toThrow("is over");
    await expect(merge(incidentId)).rejects.toThrow("Choose another");
    expect((await rowOf()).closedAt).toBeNull();
  });
});

describe("manual incidents", () => {
  const input = () => ({
    id: uuidv7(),
    title: "Checkout is slow",
    severity: "critical" as const,
    monitorIds: [monitor.publicId],
    message: "Customers wait for half a minute.",
    tellChannels: false,
  });

  test("are made once, however often they are sent", async () => {
    const sent = input();
    await editor.incident.create(sent);
    await editor.incident.create(sent);
    const found = await editor.incident.get({ id: sent.id });
    expect(found).toMatchObject({
      kind: "manual",
      state: "open",
      title: "Checkout is slow",
      severity: "critical",
      cause: "Customers wait for half a minute.",
      monitor: null,
      affected: [{ id: monitor.publicId, name: "Shop" }],
      affectedCount: 1,
    });
    expect(await eventsOf(sent.id)).toEqual([
      { kind: "created", actor: ada(), message: "Customers wait for half a minute." },
    ]);
    expect(await auditOf()).toEqual(["incident.create"]);
  });

  test("name monitors of the workspace only, and take no other's id", async () => {
    const stranger = await dashboard.member({ role: "editor" });
    const theirs = await aMonitor(dashboard.deps.db, {
      workspaceId: stranger.workspaceId,
      regionIds: [regionId],
      fromMs: Date.now(),
    });
    const foreign = editor.incident.create({ ...input(), monitorIds: [theirs.publicId] });
    await expect(foreign).rejects.toThrow("does not exist");
    const sent = input();
    await editor.incident.create(sent);
    const thief = await dashboard.caller(stranger);
    await expect(thief.incident.create({ ...sent, monitorIds: [] })).rejects.toThrow("another id");
  });
});

describe("the post-mortem", () => {
  test("is kept, and two writers do not overwrite each other unknowingly", async () => {
    await editor.incident.savePostMortem({ id: incidentId, markdown: "# One", basedOn: "" });
    await editor.incident.savePostMortem({ id: incidentId, markdown: "# One", basedOn: "" });
    const late = colleague.incident.savePostMortem({ id: incidentId, markdown: "# Two", basedOn: "" });
    await expect(late).rejects.toThrow("Somebody else has saved");
    await colleague.incident.savePostMortem({ id: incidentId, markdown: "# Two", basedOn: "# One" });
    expect((await rowOf()).postMortem).toBe("# Two");
    expect((await eventsOf()).map(({ message }) => message)).toEqual([
      "Wrote the post-mortem.",
      "Changed the post-mortem.",
    ]);
  });
});

describe("who may", () => {
  test("viewers look and change nothing; others see nothing", async () => {
    const viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    const id = incidentId;
    const commands = (caller: DashboardCaller) => [
      caller.incident.acknowledge({ id }),
      caller.incident.assign({ id, userId: null }),
      caller.incident.comment({ id, message: "x" }),
      caller.incident.update({ id, message: "x" }),
      caller.incident.resolve({ id }),
      caller.incident.reopen({ id }),
      caller.incident.merge({ id, intoId: uuidv7() }),
      caller.incident.savePostMortem({ id, markdown: "x", basedOn: "" }),
    ];
    for (const refused of await Promise.allSettled(commands(viewer))) {
      expect(refused).toMatchObject({ status: "rejected", reason: { code: "FORBIDDEN" } });
    }
    for (const refused of await Promise.allSettled(commands(stranger))) {
      expect(refused).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
    }
    expect((await viewer.incident.get({ id })).state).toBe("open");
    await expect(stranger.incident.get({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await stranger.incident.list({})).items).toEqual([]);
    expect(await eventsOf()).toEqual([]);
  });
});
