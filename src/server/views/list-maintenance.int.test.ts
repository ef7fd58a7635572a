import { afterAll, beforeAll, expect, test } from "vitest";
import { createDashboard, type Dashboard } from "#testing/dashboard.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 12);
let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await createDashboard({ now: () => new Date(NOW) });
});
afterAll(() => dashboard.close());

const nightly = {
  name: "Backups",
  timing: {
    kind: "recurring" as const,
    startsLocal: "2026-11-22T02:00",
    zone: "UTC",
    rule: "FREQ=DAILY",
    durationMin: 60,
  },
  scope: { everything: true, monitorIds: [], tags: [] },
};

test("a month is full whether its days are planned already, are not yet, or both", async () => {
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  await owner.maintenance.create(nightly);
  const starts = async (fromDay: number, days: number) => {
    const fromMs = NOW + fromDay * DAY_MS;
    const items = await owner.maintenance.calendar({ fromMs, toMs: fromMs + days * DAY_MS });
    return items.map(({ startsAt }) => startsAt);
  };
  for (const fromDay of [1, 40, 80, 400]) {
    const found = await starts(fromDay, 30);
    expect(found, `from day ${fromDay}`).toHaveLength(30);
    expect(new Set(found).size).toBe(30);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  }
  expect(await starts(-31, 30)).toEqual([]);
});

test("another workspace's windows are not in it, and a span has its limit", async () => {
  const stranger = await dashboard.caller(await dashboard.member({ role: "owner" }));
  expect(await stranger.maintenance.calendar({ fromMs: NOW, toMs: NOW + 62 * DAY_MS })).toEqual([]);
  await expect(stranger.maintenance.calendar({ fromMs: NOW, toMs: NOW + 63 * DAY_MS })).rejects.toMatchObject(
    { code: "BAD_REQUEST" },
  );
});

test("regression: a window that begins after what is planned was called over", async () => {
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  const timing = {
    ...nightly.timing,
    startsLocal: "2027-03-12T02:30",
    zone: "America/New_York",
    rule: "FREQ=DAILY;COUNT=4",
  };
  await owner.maintenance.create({ ...nightly, timing });
  const [window] = await owner.maintenance.list();
  expect(window?.next.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
    "2027-03-12T07:30:00.000Z",
    "2027-03-13T07:30:00.000Z",
    "2027-03-14T07:00:00.000Z",
    "2027-03-15T06:30:00.000Z",
  ]);
  expect(window?.clockNote).toContain("skips 02:30");
});

test("the next five of a window that comes once a month are told", async () => {
  const owner = await dashboard.caller(await dashboard.member({ role: "owner" }));
  await owner.maintenance.create({ ...nightly, timing: { ...nightly.timing, rule: "FREQ=MONTHLY" } });
  const [window] = await owner.maintenance.list();
  expect(window?.next.map(({ startsAt }) => new Date(startsAt).toISOString().slice(0, 10))).toEqual([
    "2026-11-22",
    "2026-12-22",
    "2027-01-22",
    "2027-02-22",
    "2027-03-22",
  ]);
});
