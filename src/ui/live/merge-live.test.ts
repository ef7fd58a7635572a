import { expect, test } from "vitest";
import { packTicks, unpackTicks } from "#contracts/pack-ticks.ts";
import type { LiveMonitor, MonitorListItem, MonitorListPage, RecentTick } from "#contracts/view.ts";
import { type ListData, mergeLive, mergeTicks } from "./merge-live.ts";

const tick = (region: string, at: number, outcome: RecentTick["outcome"] = "ok"): RecentTick => ({
  at,
  region,
  outcome,
  totalMs: 12,
});

const item = (id: string, recent: RecentTick[]): MonitorListItem => ({
  id,
  name: id,
  kind: "http",
  target: "https://example.com",
  tags: [],
  verdict: "up",
  reason: "ok",
  since: 1,
  intervalSec: 10,
  regions: ["a"],
  recent: packTicks(recent),
  hours: { from: 0, looks: "", p95Ms: [] },
  group: null,
  p95Ms: 12,
  uptime24h: 1,
  coverage24h: 1,
  lastCheckAt: recent.at(-1)?.at ?? null,
});

const NONE = { up: 0, down: 0, unknown: 0, degraded: 0, flapping: 0, maintenance: 0, paused: 0 };
const list = (...items: MonitorListItem[]): ListData => ({
  pages: [
    { items, nextCursor: null, counts: { ...NONE, up: items.length }, total: items.length, groups: null },
  ],
  pageParams: [null],
});
const firstPage = (data: ListData): MonitorListPage => data.pages[0] ?? expect.fail("the list has a page");
const barsOf = (shown: MonitorListItem | undefined) => (shown ? unpackTicks(shown.recent) : []);
const live = (id: string, over: Partial<LiveMonitor> = {}): LiveMonitor => ({
  id,
  verdict: "up",
  reason: "ok",
  since: 1,
  ticks: [],
  ...over,
});

test("a state that says nothing new keeps every object as it was", () => {
  const data = list(item("m1", [tick("a", 10)]), item("m2", []));
  expect(mergeLive(data, [live("m1", { ticks: [tick("a", 10)] }), live("m2")])).toBe(data);
});

test("a new tick renews its own row only", () => {
  const data = list(item("m1", [tick("a", 10)]), item("m2", [tick("a", 10)]));
  const page = firstPage(mergeLive(data, [live("m1", { ticks: [tick("a", 20)] })]));
  expect(barsOf(page.items[0]).map(({ at }) => at)).toEqual([10, 20]);
  expect(page.items[0]?.lastCheckAt).toBe(20);
  expect(page.items[1]).toBe(firstPage(data).items[1]);
});

test("a changed verdict moves one monitor between the counts", () => {
  const data = list(item("m1", []), item("m2", []));
  const page = firstPage(
    mergeLive(data, [live("m1", { verdict: "down", reason: "2 of 3 regions fail", since: 9 })]),
  );
  expect(page.counts).toMatchObject({ up: 1, down: 1 });
  expect(page.items[0]).toMatchObject({ verdict: "down", reason: "2 of 3 regions fail", since: 9 });
});

test("a monitor that is not in the list is ignored", () => {
  const data = list(item("m1", []));
  expect(mergeLive(data, [live("other", { verdict: "down" })])).toBe(data);
});

test("ticks are ordered by slot and limited to the last twenty", () => {
  const known = Array.from({ length: 20 }, (_, index) => tick("a", 100 + index * 10));
  const merged = mergeTicks(known, [tick("b", 295), tick("a", 300)]);
  expect(merged).toHaveLength(20);
  expect(merged.slice(-3).map(({ at }) => at)).toEqual([290, 295, 300]);
});

test("a tick older than a full list changes nothing", () => {
  const known = Array.from({ length: 20 }, (_, index) => tick("a", 100 + index));
  expect(mergeTicks(known, [tick("b", 1)])).toBe(known);
});

test("the same slot in two regions is two ticks", () => {
  expect(mergeTicks([tick("a", 10)], [tick("b", 10)])).toHaveLength(2);
});
