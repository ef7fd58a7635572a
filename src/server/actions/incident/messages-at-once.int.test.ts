import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { acknowledgeByLink } from "#server/actions/incident/acknowledge-by-link.ts";
import { createNotifier, type Notifier } from "#server/pipeline/notify/notifier.ts";
import { aChannel, aCheck, aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { aDelivery, anIncident } from "#testing/incident-builders.ts";
import { createMemoryStream } from "#testing/memory-stream.ts";
import { createTestDeps, type TestDeps } from "#testing/test-deps.ts";

/** What a stored message must have to be sent. */
const NOTIFICATION = {
  kind: "down",
  at: 0,
  durationMs: null,
  workspace: { name: "Acme" },
  monitor: { id: uuidv7(), name: "Shop", target: "" },
  reason: "It is down.",
  regions: [],
};

let dashboard: Dashboard;
let regionId: number;
let sends: TestDeps;
let notifier: Notifier;
let workspaceId: string;
let editor: DashboardCaller;
let pager: string;
let monitor: { id: number; publicId: string };
const woken: Promise<void>[] = [];
const dueTimes: number[] = [];

beforeAll(async () => {
  dashboard = await createDashboard({
    wakeNotifier: () => void woken.push(notifier.wake()),
    wakeClock: (dueAtMs) => void dueTimes.push(dueAtMs),
  });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  const { db } = dashboard.deps;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
  sends = { ...createTestDeps(dashboard.database, createMemoryStream(), 0), clock: Date.now };
  notifier = createNotifier(sends);
  monitor = await aMonitor(db, { workspaceId, regionIds: [regionId], fromMs: Date.now(), name: "Shop" });
  pager = await aChannel(db, { workspaceId, monitorIds: [monitor.id] });
  await db.channel.update({ where: { id: pager }, data: { kind: "pagerduty" } });
});

/** Nobody but the command wakes the notifier here. */
async function sent() {
  await Promise.all(woken.splice(0));
  return sends.notifications.splice(0).map(({ kind }) => kind);
}
const told = async (spec: { monitorId: number | null }) => {
  const { db } = dashboard.deps;
  const incidentId = await anIncident(db, { workspaceId, title: "Shop", ...spec });
  const notification = { ...NOTIFICATION, incidentId };
  return {
    incidentId,
    deliveryId: await aDelivery(db, { workspaceId, channelId: pager, incidentId, notification }),
  };
};

test("what people do to an incident is told at once", async () => {
  const id = uuidv7();
  const input = { title: "Cards", severity: "normal" as const, message: "", tellChannels: true };
  await editor.incident.create({ ...input, id, monitorIds: [monitor.publicId] });
  expect(await sent()).toEqual(["down"]);
  await editor.incident.acknowledge({ id });
  expect(await sent()).toEqual(["acknowledged"]);
  await editor.incident.resolve({ id });
  expect(await sent()).toEqual(["up"]);
  await editor.incident.reopen({ id });
  expect(await sent()).toEqual(["down"]);
});

test("the link in a message and “send again” are, too", async () => {
  const { deliveryId } = await told({ monitorId: null });
  expect(await acknowledgeByLink(dashboard.deps, { deliveryId, address: "192.0.2.7" })).toBe("done");
  expect(await sent()).toEqual(["acknowledged"]);
  await editor.delivery.resend({ id: deliveryId });
  expect(await sent()).toEqual(["down"]);
});

test("a pause ends the incident of a monitor that is down, at once", async () => {
  await told({ monitorId: monitor.id });
  await editor.monitor.pause({ id: monitor.publicId });
  expect(await sent()).toEqual(["up"]);
});

test("a change of a monitor's tags has it judged at once", async () => {
  const input = { name: "Shop", check: aCheck(), intervalSec: 30, timeoutMs: 5_000, regions: ["aa-1"] };
  await editor.monitor.update({ id: monitor.publicId, input: { ...input, tags: [] } });
  dueTimes.splice(0);
  await editor.monitor.update({ id: monitor.publicId, input: { ...input, tags: ["shop"] } });
  expect(dueTimes).toHaveLength(1);
});
