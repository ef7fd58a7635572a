import { expect, test } from "vitest";
import { groupByOrder } from "./service-set.ts";

test("what depends on others stops before them", () => {
  const names = ["postgres", "redis", "bridge", "app", "probe-local-1", "cron", "probe-local-2"];
  const groups = groupByOrder(names.map((name) => ({ name })));
  expect(groups.map((group) => group.map(({ name }) => name))).toEqual([
    ["cron"],
    ["probe-local-1", "probe-local-2"],
    ["app"],
    ["bridge"],
    ["redis"],
    ["postgres"],
  ]);
});
