import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCheck, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { honourOptOuts } from "./honour-opt-outs.ts";

let dashboard: Dashboard;
let editor: DashboardCaller;
let stranger: DashboardCaller;
const optedOut = new Set<string>();
const asked: string[] = [];

beforeAll(async () => {
  dashboard = await createDashboard({
    fairUse: {
      optsOut: async (host) => {
        asked.push(host);
        return optedOut.has(host);
      },
      checksPerMinute: 10,
    },
  });
  for (const code of ["aa-1", "bb-1"]) await aRegion(dashboard.deps.db, code);
  editor = await dashboard.caller(await dashboard.member({ role: "editor" }));
  stranger = await dashboard.caller(await dashboard.member({ role: "editor" }));
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  optedOut.clear();
  asked.length = 0;
  await dashboard.deps.db.monitor.deleteMany();
});

function monitorOf(host: string, change: { intervalSec?: number; regions?: string[] } = {}) {
  const check = aCheck({ url: `https://${host}/` });
  return { name: "Shop", check, intervalSec: 60, timeoutMs: 5_000, regions: ["aa-1"], ...change };
}

/** Every minute of a day has its part of the hosts. */
async function passDay(): Promise<number> {
  let paused = 0;
  for (let minute = 0; minute < 1440; minute += 1) {
    const now = () => new Date(Date.UTC(2030, 0, 1, 0, minute));
    paused += (await honourOptOuts({ ...dashboard.deps, now })).paused;
  }
  return paused;
}

test("a host whose owner has opted out is neither saved nor tried, and an edit cannot bring it in", async () => {
  optedOut.add("quiet.example");
  const check = aCheck({ url: "https://quiet.example/" });
  const sentence = /quiet\.example asks not to be checked from here/;
  await expect(editor.monitor.create(monitorOf("quiet.example"))).rejects.toThrow(sentence);
  await expect(editor.monitor.test({ check, timeoutMs: 5_000, regions: ["aa-1"] })).rejects.toThrow(sentence);
  const { id } = await editor.monitor.create(monitorOf("loud.example"));
  await expect(editor.monitor.update({ id, input: monitorOf("quiet.example") })).rejects.toThrow(sentence);
  expect(await dashboard.deps.db.monitor.count({ where: { host: "quiet.example" } })).toBe(0);
});

test("one host bears so much of everybody together, and another host is not touched by that", async () => {
  const often = { intervalSec: 15, regions: ["aa-1", "bb-1"] };
  const { id } = await editor.monitor.create(monitorOf("busy.example", often));
  await expect(stranger.monitor.create(monitorOf("busy.example", often))).rejects.toThrow(
    /No host is checked more than 10 times a minute/,
  );
  await stranger.monitor.create(monitorOf("other.example", often));
  // Its own checks are not counted twice.
  await editor.monitor.update({ id, input: monitorOf("busy.example", { ...often, intervalSec: 20 }) });
  await stranger.monitor.create(monitorOf("busy.example"));
  await editor.monitor.pause({ id });
  await stranger.monitor.create(monitorOf("busy.example", often));
});

test("whoever opts out later is left alone within a day, with a word in audit, and a second day changes nothing", async () => {
  const { id } = await editor.monitor.create(monitorOf("late.example"));
  await editor.monitor.create(monitorOf("stays.example"));
  optedOut.add("late.example");
  asked.length = 0;
  expect(await passDay()).toBe(1);
  expect(asked.sort()).toEqual(["late.example", "stays.example"]);
  const { db } = dashboard.deps;
  const monitor = await db.monitor.findUniqueOrThrow({ where: { publicId: id } });
  expect(monitor.pausedAt).not.toBeNull();
  const entry = await db.auditEntry.findFirstOrThrow({ where: { action: "monitor.pause", actor: "Uptick" } });
  expect(JSON.stringify(entry.detail)).toContain("_uptick.late.example");
  expect(await passDay()).toBe(0);
}, 60_000);
