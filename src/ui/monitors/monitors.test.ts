import { describe, expect, test } from "vitest";
import { packTicks } from "#contracts/pack-ticks.ts";
import type { MonitorListItem } from "#contracts/view.ts";
import type { ListData } from "#ui/live/merge-live.ts";
import { drawHours } from "./draw-hours.ts";
import { removeFromList, setVerdictInList } from "./edit-list.ts";
import { type ListRow, layOutRows } from "./lay-out-rows.ts";
import { isSameView, listInput, readView, WHOLE_LIST, writeView } from "./list-query.ts";
import { extendTo, isSelected, NOTHING, type Selection, toggleOne } from "./selection.ts";
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
  hours: { from: 0, looks: "", p95Ms: [] },
  group: null,
  p95Ms: null,
  uptime24h: null,
  coverage24h: null,
  lastCheckAt: null,
});
const counts = { up: 2, down: 0, unknown: 0, degraded: 0, flapping: 0, maintenance: 0, paused: 0 };
const data: ListData = {
  pages: [
    { items: [item("m1")], nextCursor: "2", counts, total: 2, groups: null },
    { items: [item("m2")], nextCursor: null, counts, total: 2, groups: null },
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

test("the address gives the view and the view gives the address; nonsense in it is ignored", () => {
  const query =
    "search=shop&status=down&status=paused&tag=prod&tag=web&region=fra1&sort=uptime&group=tag&closed=prod";
  const view = readView(new URLSearchParams(query));
  expect(view).toEqual({
    search: "shop",
    statuses: ["down", "paused"],
    tags: ["prod", "web"],
    kinds: [],
    regions: ["fra1"],
    sort: "uptime",
    grouping: "tag",
    closed: ["prod"],
  });
  expect(writeView(view)).toBe(query);
  const nonsense = "status=sideways&tag=no%20tag!&sort=up&group=moon&closed=x&region=%20";
  expect(readView(new URLSearchParams(nonsense))).toEqual(WHOLE_LIST);
  expect(listInput(WHOLE_LIST)).toEqual({ limit: 50 });
});

test("two addresses are one view when they ask for the same, whatever is folded away", () => {
  expect(isSameView("tag=b&tag=a&status=down", "status=down&tag=a&tag=b")).toBe(true);
  expect(isSameView("group=tag&closed=a", "group=tag")).toBe(true);
  expect(isSameView("sort=name", "")).toBe(false);
});

describe("rows", () => {
  const inGroup = (id: string, group: string) => ({ ...item(id), group });
  const groups = [
    { key: "a", count: 2 },
    { key: "b", count: 1 },
    { key: "", count: 1 },
  ];
  const keysOf = (rows: ListRow[]) => rows.map(({ key }) => key);

  test("without groups are the monitors", () => {
    const rows = layOutRows({ items: [item("m1")], groups: null, closed: [], hasMore: true });
    expect(keysOf(rows)).toEqual(["m1"]);
  });

  test("a monitor is in each of its groups; what is not loaded yet has no head", () => {
    const items = [inGroup("m1", "a"), inGroup("m2", "a"), inGroup("m1", "b")];
    const rows = layOutRows({ items, groups, closed: [], hasMore: true });
    expect(keysOf(rows)).toEqual(["group:a", "a:m1", "a:m2", "group:b", "b:m1"]);
    expect(keysOf(layOutRows({ items, groups, closed: [], hasMore: false }))).toContain("group:");
  });

  test("a closed group keeps its head", () => {
    const rows = layOutRows({ items: [inGroup("m1", "b")], groups, closed: ["a"], hasMore: false });
    expect(keysOf(rows)).toEqual(["group:a", "group:b", "b:m1", "group:"]);
    expect(rows[0]).toMatchObject({ kind: "group", isOpen: false });
  });
});

describe("selecting", () => {
  const loaded = ["a", "b", "c", "d", "e"];
  const idsOf = (selection: Selection) => (selection.kind === "chosen" ? [...selection.ids].sort() : "all");

  test("one by one, and a range from the last one", () => {
    const one = toggleOne(NOTHING, "b", loaded);
    expect(idsOf(extendTo(one, "d", loaded))).toEqual(["b", "c", "d"]);
    expect(idsOf(extendTo(one, "a", loaded))).toEqual(["a", "b"]);
    expect(idsOf(toggleOne(one, "b", loaded))).toEqual([]);
    expect(idsOf(extendTo(NOTHING, "c", loaded))).toEqual(["c"]);
  });

  test("taking one away from everything leaves what is loaded", () => {
    expect(isSelected({ kind: "matching" }, "z")).toBe(true);
    expect(idsOf(toggleOne({ kind: "matching" }, "c", loaded))).toEqual(["a", "b", "d", "e"]);
  });
});

test.each([
  [0, 20, [0, 50]],
  [49, 51, [0, 100]],
  [100, 120, [100, 150]],
  [10, 400, [0, 100]],
])("rows %d to %d are watched as %j", (first, last, range) => {
  expect(watchedRange(first, last)).toEqual(range);
});

describe("the line of a day", () => {
  test("breaks where nothing is known; an hour alone is a dot", () => {
    const drawn = drawHours([10, 20, null, 5, null, null]);
    expect(drawn).toMatchObject({ low: 5, high: 20, line: "M0 12L19.2 2" });
    expect(drawn?.dots).toEqual([{ x: 57.6, y: 17 }]);
  });

  test("of nothing is no line", () => {
    expect(drawHours([null, null])).toBeNull();
  });
});
