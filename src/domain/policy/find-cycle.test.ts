import { expect, test } from "vitest";
import { findCycle } from "./find-cycle.ts";

const edges = [
  { monitorId: 2, parentId: 3 },
  { monitorId: 3, parentId: 4 },
  { monitorId: 2, parentId: 4 },
  { monitorId: 5, parentId: 1 },
];

test.each<[name: string, parentIds: number[], cycle: number[] | null]>([
  ["no parents", [], null],
  ["a chain without return", [2], null],
  ["itself", [1], [1, 1]],
  ["one that depends on it", [5], [1, 5, 1]],
  ["several, one of them in a circle", [2, 5], [1, 5, 1]],
])("%s", (_name, parentIds, cycle) => {
  expect(findCycle(edges, { monitorId: 1, parentIds })).toEqual(cycle);
});

test("finds the shortest way round and ends on circles elsewhere", () => {
  const tangled = [...edges, { monitorId: 4, parentId: 2 }, { monitorId: 4, parentId: 1 }];
  expect(findCycle(tangled, { monitorId: 1, parentIds: [2] })).toEqual([1, 2, 4, 1]);
  expect(findCycle([...edges, { monitorId: 4, parentId: 2 }], { monitorId: 1, parentIds: [2] })).toBeNull();
});
