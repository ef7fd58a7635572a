import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MaintenanceInput } from "#contracts/maintenance.ts";
import { planMaintenance } from "#server/pipeline/maintenance/plan-maintenance.ts";
import { aMonitor, aRegion } from "#testing/builders.ts";
import { createDashboard, type Dashboard, type DashboardCaller } from "#testing/dashboard.ts";
import { answerHook } from "./answer-hook.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 21, 12);

let dashboard: Dashboard;
let editor: DashboardCaller;
let workspaceId: string;
let regionId: number;
let nowMs: number;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(nowMs) });
  regionId = await aRegion(dashboard.deps.db, "aa-1");
});
afterAll(() => dashboard.close());
beforeEach(async () => {
  nowMs = START;
  const member = await dashboard.member({ role: "editor" });
  ({ workspaceId } = member);
  editor = await dashboard.caller(member);
});

const everything = { everything: true, monitorIds: [], tags: [] };
const weekly = (change: Partial<MaintenanceInput> = {}): MaintenanceInput => ({
  name: "Weekly patches",
  timing: {
    kind: "recurring",
    startsLocal: "2026-11-22T02:00",
    zone: "UTC",
    rule: "FREQ=WEEKLY",
    durationMin: 60,
  },
  scope: everything,
  ...change,
});
const once = (fromMin: number, toMin: number): MaintenanceInput => ({
  name: "Move",
  timing: { kind: "once", startsAt: nowMs + fromMin * MINUTE, endsAt: nowMs + toMin * MINUTE },
  scope: everything,
});
const hook: MaintenanceInput = { name: "Deploys", timing: { kind: "hook", maxMin: 30 }, scope: everything };

const monitor = (tags: string[] = []) =>
  aMonitor(dashboard.deps.db, { workspaceId, regionIds: [regionId], fromMs: START - DAY }).then(
    async (made) => {
      await dashboard.deps.db.monitor.update({ where: { id: made.id }, data: { tags } });
      return made;
    },
  );
const dueAt = async (id: number) =>
  (await dashboard.deps.db.monitorState.findUniqueOrThrow({ where: { monitorId: id } })).dueAt?.getTime() ??
  null;
async function occurrences(id: string): Promise<[from: number, to: number][]> {
  const rows = await dashboard.deps.db.maintenanceOccurrence.findMany({
    where: { maintenanceId: id },
    orderBy: { startsAt: "asc" },
  });
  return rows.map(({ startsAt, endsAt }) => [
    (startsAt.getTime() - START) / MINUTE,
    (endsAt.getTime() - START) / MINUTE,
  ]);
}
const plan = () => planMaintenance({ pool: dashboard.database.pool, clock: () => nowMs });

describe("planning", () => {
  test("knows a recurring window 60 days ahead, and a second run changes nothing", async () => {
    const { id } = await editor.maintenance.create(weekly());
    const known = await occurrences(id);
    expect(known).toHaveLength(13);
    expect(known[0]).toEqual([840, 900]);
    expect(await plan()).toBe(0);
    nowMs = START + 31 * DAY;
    expect(await plan()).toBe(1);
    const later = await occurrences(id);
    expect(later.slice(0, known.length)).toEqual(known);
    expect((later.at(-1)?.[0] ?? 0) * MINUTE).toBeGreaterThan(31 * DAY + 60 * DAY);
    expect(await plan()).toBe(0);
    expect(await occurrences(id)).toEqual(later);
  });

  test("two planners at once plan once", async () => {
    const { id } = await editor.maintenance.create(weekly());
    nowMs = START + 40 * DAY;
    await Promise.all([plan(), plan(), plan()]);
    const starts = (await occurrences(id)).map(([from]) => from);
    expect(starts).toEqual(starts.map((_, index) => 840 + index * 7 * 1_440));
  });

  test("leaves out what nobody planned while Uptick slept", async () => {
    const { id } = await editor.maintenance.create(weekly());
    nowMs = START + 365 * DAY;
    expect(await plan()).toBeGreaterThan(0);
    const between = (await occurrences(id)).filter(
      ([from]) => from * MINUTE > 95 * DAY && from * MINUTE < 365 * DAY,
    );
    expect(between).toEqual([]);
  });
});

describe("editing", () => {
  test("replaces only what has not begun", async () => {
    const { id } = await editor.maintenance.create(weekly());
    nowMs = START + 8 * DAY;
    const input = weekly({ timing: { ...weekly().timing, durationMin: 30 } as MaintenanceInput["timing"] });
    await editor.maintenance.update({ id, input });
    const [first, second, third] = await occurrences(id);
    expect([first, second]).toEqual([
      [840, 900],
      [840 + 10_080, 900 + 10_080],
    ]);
    expect(third).toEqual([840 + 20_160, 870 + 20_160]);
  });

  test("a new name moves nothing", async () => {
    const { id } = await editor.maintenance.create(weekly());
    const rows = () => dashboard.deps.db.maintenanceOccurrence.findMany({ where: { maintenanceId: id } });
    const before = await rows();
    await editor.maintenance.update({ id, input: weekly({ name: "Patches" }) });
    expect(await rows()).toEqual(before);
    expect((await editor.maintenance.list())[0]?.name).toBe("Patches");
    expect(await plan()).toBe(0);
  });

  test("what is under way keeps its start and takes a new end", async () => {
    const { id } = await editor.maintenance.create(once(-10, 60));
    expect(await occurrences(id)).toEqual([[0, 60]]);
    nowMs += 10 * MINUTE;
    const longer = { kind: "once" as const, startsAt: START, endsAt: START + 90 * MINUTE };
    await editor.maintenance.update({ id, input: { ...once(0, 1), timing: longer } });
    expect(await occurrences(id)).toEqual([[0, 90]]);
    const moved = { kind: "once" as const, startsAt: START + 200 * MINUTE, endsAt: START + 210 * MINUTE };
    await editor.maintenance.update({ id, input: { ...once(0, 1), timing: moved } });
    expect(await occurrences(id)).toEqual([
      [0, 10],
      [200, 210],
    ]);
  });

  test("a new scope does not change whom the past was for", async () => {
    const shop = await monitor(["shop"]);
    const mail = await monitor(["mail"]);
    const scope = (tag: string) => ({ everything: false, monitorIds: [], tags: [tag] });
    const { id } = await editor.maintenance.create({ ...once(0, 60), scope: scope("shop") });
    nowMs += 10 * MINUTE;
    const timing = { kind: "once" as const, startsAt: START, endsAt: START + 60 * MINUTE };
    await editor.maintenance.update({ id, input: { ...once(0, 1), timing, scope: scope("mail") } });
    expect(await occurrences(id)).toEqual([[10, 60]]);
    const past = await dashboard.deps.db.maintenance.findMany({
      where: { workspaceId, NOT: { id } },
      include: { targets: true, occurrences: true },
    });
    expect(past).toEqual([
      expect.objectContaining({
        name: "Move",
        deletedAt: new Date(nowMs),
        targets: [expect.objectContaining({ tag: "shop" })],
        occurrences: [expect.objectContaining({ startsAt: new Date(START), endsAt: new Date(nowMs) })],
      }),
    ]);
    expect(await editor.maintenance.list()).toHaveLength(1);
    expect([await dueAt(shop.id), await dueAt(mail.id)]).toEqual([START, nowMs]);
  });

  test("a window that could never happen is refused at its field", async () => {
    const bad = weekly({
      timing: { ...weekly().timing, rule: "FREQ=SECONDLY" } as MaintenanceInput["timing"],
    });
    await expect(editor.maintenance.create(bad)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { fieldErrors: { "timing.rule": [expect.stringMatching(/once a day at most/)] } },
    });
    await expect(editor.maintenance.create(once(-60, -1))).rejects.toMatchObject({
      cause: { fieldErrors: { "timing.endsAt": [expect.any(String)] } },
    });
  });
});

describe("the present moment", () => {
  test("beginning, ending and deleting ask the clock to look at exactly the monitors concerned", async () => {
    const [shop, other] = [await monitor(["shop"]), await monitor()];
    const scope = { everything: false, monitorIds: [], tags: ["shop"] };
    const { id } = await editor.maintenance.create({ ...once(0, 60), scope });
    expect([await dueAt(shop.id), await dueAt(other.id)]).toEqual([nowMs, null]);
    await dashboard.deps.db.monitorState.updateMany({ data: { dueAt: null } });
    nowMs += 5 * MINUTE;
    await editor.maintenance.end({ id });
    expect(await occurrences(id)).toEqual([[0, 5]]);
    expect([await dueAt(shop.id), await dueAt(other.id)]).toEqual([nowMs, null]);
    nowMs += MINUTE;
    await editor.maintenance.end({ id });
    expect(await occurrences(id)).toEqual([[0, 5]]);
  });

  test("deleting keeps the past, ends the present and drops the future", async () => {
    const { id } = await editor.maintenance.create(weekly());
    nowMs = START + (840 + 10_080 + 20) * MINUTE;
    await editor.maintenance.delete({ id });
    expect(await occurrences(id)).toEqual([
      [840, 900],
      [840 + 10_080, 860 + 10_080],
    ]);
    expect(await editor.maintenance.list()).toEqual([]);
    expect(await plan()).toBe(0);
    await expect(editor.maintenance.end({ id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("the list has the present one, the next five and the words", async () => {
    const shop = await monitor();
    await editor.maintenance.create({
      ...weekly(),
      scope: { everything: false, monitorIds: [shop.publicId], tags: ["b", "a"] },
    });
    await editor.maintenance.create(once(-5, 60));
    const [running, planned] = await editor.maintenance.list();
    expect(running).toMatchObject({
      name: "Move",
      present: { startsAt: START, endsAt: START + 60 * MINUTE },
      next: [],
    });
    expect(planned).toMatchObject({
      present: null,
      sentence: "Every Sunday at 02:00 (UTC), for 1 h",
      scope: { everything: false, monitors: [{ id: shop.publicId, name: "Monitor" }], tags: ["a", "b"] },
      hasHook: false,
    });
    expect(planned?.next).toHaveLength(5);
    const upcoming = await editor.maintenance.upcoming();
    expect(upcoming.map(({ name, monitors }) => [name, monitors])).toEqual([
      ["Move", 1],
      ...Array.from({ length: 5 }, () => ["Weekly patches", 1]),
    ]);
  });

  test("a preview says what a window would do before it is saved", async () => {
    const timing = { ...weekly().timing, zone: "America/New_York", startsLocal: "2027-03-07T02:30" };
    const preview = await editor.maintenance.preview({ timing: timing as MaintenanceInput["timing"] });
    expect(preview.problem).toBeNull();
    expect(preview.occurrences).toHaveLength(5);
    expect(preview.clockNote).toMatch(/2027-03-14 .* skips 02:30: it starts at 03:00 there/);
    const bad = { ...timing, rule: "FREQ=HOURLY" } as MaintenanceInput["timing"];
    expect(await editor.maintenance.preview({ timing: bad })).toMatchObject({
      problem: { field: "rule", message: expect.stringMatching(/once a day/) },
      occurrences: [],
    });
  });
});

describe("a deploy's address", () => {
  async function call(hookUrl: string, path: string, address = "198.51.100.7") {
    const [, token = ""] = /maintenance-hook\/(.+)$/.exec(hookUrl) ?? [];
    const headers = { "x-uptick-socket-address": address };
    const request = new Request(`http://localhost/api/maintenance-hook/${token}${path}`, {
      method: "POST",
      headers,
    });
    const [, verb = ""] = /^\/([a-z]*)/.exec(path) ?? [];
    const answer = await answerHook(dashboard.deps, { request, token, verb });
    return { status: answer.status, body: await answer.json() };
  }
  const iso = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

  test("starts, extends, never shortens, and stops", async () => {
    const shop = await monitor();
    const { id, hookUrl } = await editor.maintenance.create(hook);
    expect(hookUrl).toMatch(/^http:\/\/localhost:3000\/api\/maintenance-hook\/mnt_[\w-]{43}$/);
    const url = hookUrl ?? "";
    const started = { ok: true, name: "Deploys", startsAt: iso(0), endsAt: iso(15) };
    expect(await call(url, "/start?minutes=15")).toEqual({ status: 200, body: started });
    expect(await dueAt(shop.id)).toBe(nowMs);
    nowMs += 10 * MINUTE;
    expect((await call(url, "/start?minutes=20")).body).toEqual({ ...started, endsAt: iso(30) });
    expect((await call(url, "/start?minutes=1")).body).toEqual({ ...started, endsAt: iso(30) });
    nowMs += MINUTE;
    const stopped = { ok: true, name: "Deploys", startsAt: null, endsAt: null };
    expect(await call(url, "/stop")).toEqual({ status: 200, body: stopped });
    expect(await call(url, "/stop")).toEqual({ status: 200, body: stopped });
    expect(await occurrences(id)).toEqual([[0, 11]]);
    nowMs += MINUTE;
    await call(url, "/start");
    expect(await occurrences(id)).toEqual([
      [0, 11],
      [12, 42],
    ]);
  });

  test("is kept as a digest and shown once", async () => {
    const { id, hookUrl } = await editor.maintenance.create(hook);
    const token = hookUrl?.split("/").at(-1) ?? "";
    const kept = JSON.stringify([
      await dashboard.deps.db.maintenance.findMany(),
      await dashboard.deps.db.auditEntry.findMany(),
      await editor.maintenance.list(),
    ]);
    expect(kept).not.toContain(token);
    expect((await editor.maintenance.list())[0]?.hasHook).toBe(true);
    expect(await editor.maintenance.update({ id, input: { ...hook, name: "CI" } })).toEqual({
      id,
      hookUrl: null,
    });
    expect((await call(hookUrl ?? "", "/stop", "198.51.100.20")).status).toBe(200);

    const renewed = await editor.maintenance.renewHook({ id });
    expect((await call(hookUrl ?? "", "/start", "198.51.100.20")).status).toBe(404);
    expect((await call(renewed.hookUrl ?? "", "/start", "198.51.100.20")).status).toBe(200);
    await editor.maintenance.delete({ id });
    expect((await call(renewed.hookUrl ?? "", "/start", "198.51.100.20")).status).toBe(404);
  });

  test("answers what is wrong, and refuses a flood", async () => {
    const { hookUrl } = await editor.maintenance.create(hook);
    const url = hookUrl ?? "";
    const from = "198.51.100.99";
    expect(await call(url, "/start?minutes=31", from)).toMatchObject({ status: 400, body: { ok: false } });
    expect(await call(url, "/start?minutes=soon", from)).toMatchObject({ status: 400 });
    expect(await call(url, "/explode", from)).toMatchObject({ status: 404 });
    expect(await call("x/maintenance-hook/mnt_wrong", "/start", from)).toMatchObject({ status: 404 });
    const flood = await Promise.all(Array.from({ length: 40 }, () => call(url, "/stop", from)));
    expect(flood.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(12);
    expect(flood.find(({ status }) => status === 429)?.body.error).toMatch(/Wait \d+ s/);
  });
});

describe("who may", () => {
  test("a viewer looks but changes nothing", async () => {
    const { id } = await editor.maintenance.create(weekly());
    const viewer = await dashboard.caller(await dashboard.member({ role: "viewer", workspaceId }));
    expect(await viewer.maintenance.list()).toHaveLength(1);
    const forbidden = { code: "FORBIDDEN" };
    await expect(viewer.maintenance.create(weekly())).rejects.toMatchObject(forbidden);
    await expect(viewer.maintenance.update({ id, input: weekly() })).rejects.toMatchObject(forbidden);
    await expect(viewer.maintenance.end({ id })).rejects.toMatchObject(forbidden);
    await expect(viewer.maintenance.delete({ id })).rejects.toMatchObject(forbidden);
    await expect(viewer.maintenance.renewHook({ id })).rejects.toMatchObject(forbidden);
  });

  test("another workspace sees nothing, changes nothing and cannot be aimed at", async () => {
    const mine = await monitor();
    const { id } = await editor.maintenance.create(weekly());
    const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
    expect(await stranger.maintenance.list()).toEqual([]);
    expect(await stranger.maintenance.upcoming()).toEqual([]);
    const absent = { code: "NOT_FOUND" };
    await expect(stranger.maintenance.update({ id, input: weekly() })).rejects.toMatchObject(absent);
    await expect(stranger.maintenance.end({ id })).rejects.toMatchObject(absent);
    await expect(stranger.maintenance.delete({ id })).rejects.toMatchObject(absent);
    const aimed = { everything: false, monitorIds: [mine.publicId], tags: [] };
    await expect(stranger.maintenance.create(weekly({ scope: aimed }))).rejects.toMatchObject({
      cause: { fieldErrors: { "scope.monitorIds": [expect.any(String)] } },
    });
    await stranger.maintenance.create(once(0, 60));
    expect(await dueAt(mine.id)).not.toBe(nowMs + 1);
    expect(await occurrences(id)).toHaveLength(13);
  });
});
