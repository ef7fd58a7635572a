import { expect, test } from "vitest";
import { packTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import type { ListData } from "#ui/live/merge-live.ts";
import { removeFromList, setVerdictInList } from "./edit-list.ts";
import { listInput, readFilter } from "./list-query.ts";
import { watchedRange } from "./watched-range.ts";

const item = (id: string): MonitorListItem => ({
  id,
  name: id,
  kind: "http",
  target: "https://example.com",
  tags: [],
  verdict: "up",
  reason: "",
  since: 1,
  intervalSec: 10,
  regions: [],
  recent: packTicks([]),
  p95Ms: null,
  uptime24h: null,
  coverage24h: null,
  lastCheckAt: null,
});
const counts = { up: 2, down: 0, unknown: 0, degraded: 0, flapping: 0, maintenance: 0, paused: 0 };
const data: ListData = {
  pages: [
    { items: [item("m1")], nextCursor: "2", counts, total: 2 },
    { items: [item("m2")], nextCursor: null, counts, total: 2 },
  ],
  pageParams: [null, "2"],
};

test("pausing changes the row and the counts of every loaded page", () => {
  const paused = setVerdictInList(data, "m2", "paused");
  expect(paused.pages.map((page) => page.counts)).toMatchObject([
    { up: 1, paused: 1 },
    { up: 1, paused: 1 },
  ]);
  expect(paused.pages[1]?.items[0]?.verdict).toBe("paused");
});

test("a verdict that is already shown changes nothing", () => {
  expect(setVerdictInList(data, "m1", "up")).toBe(data);
});

test("a deleted monitor leaves the rows, the counts and the total", () => {
  const rest = removeFromList(data, "m1");
  expect(rest.pages[0]).toMatchObject({ items: [], total: 1, counts: { up: 1 } });
  expect(removeFromList(rest, "m1")).toBe(rest);
});

test("the address gives the filter, and nonsense in it is ignored", () => {
  expect(readFilter({ search: " shop ", status: "down", tag: "Prod" })).toEqual({
    search: "shop",
    status: "down",
    tag: "prod",
  });
  expect(readFilter({ search: null, status: "sideways", tag: "no tag" })).toEqual({
    search: "",
    status: null,
    tag: null,
  });
  expect(listInput({ search: "", status: null, tag: null })).toEqual({ limit: 50 });
});

test.each([
  [0, 20, [0, 50]],
  [49, 51, [0, 100]],
  [100, 120, [100, 150]],
  [10, 400, [0, 100]],
])("rows %d to %d are watched as %j", (first, last, range) => {
  expect(watchedRange(first, last)).toEqual(range);
});
