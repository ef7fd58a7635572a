import { expect, test } from "vitest";
import { formatTable } from "./row.ts";

test("columns line up and a missed goal is said loudly", () => {
  const base = { goal: "≤ 5", limit: "1", detail: null };
  const table = formatTable([
    { ...base, id: "P5", measure: "deviation", measured: "2 ms", ratio: 2, met: true },
    { ...base, id: "P14", measure: "ingest", measured: "30 µs", ratio: null, met: false },
  ]).split("\n");
  expect(table[2]).toBe("P5   deviation  ≤ 5   2 ms      1           2.00   yes");
  expect(table[3]).toMatch(/NO$/);
});
