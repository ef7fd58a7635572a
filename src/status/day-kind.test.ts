import { expect, test } from "vitest";
import { someDays } from "#testing/status-snapshots.ts";
import { type DayKind, kindOfDay, toldDays } from "./day-kind.ts";

test.each<{ name: string; change: Parameters<typeof someDays>[1][number]; kind: DayKind }>([
  { name: "a whole day up is fine", change: {}, kind: "fine" },
  { name: "any outage is told", change: { downMs: 1, degradedMs: 5, maintenanceMs: 9 }, kind: "down" },
  {
    name: "degraded comes before maintenance",
    change: { degradedMs: 5, maintenanceMs: 9 },
    kind: "degraded",
  },
  { name: "maintenance is told", change: { maintenanceMs: 9 }, kind: "maintenance" },
  { name: "nothing known is no data, never green", change: { upMs: 0, coverage: null }, kind: "none" },
  { name: "a day of which little is known is not simply green", change: { coverage: 0.5 }, kind: "partly" },
])("$name", ({ change, kind }) => {
  expect(someDays(1, { 0: change ?? {} }).map(kindOfDay)).toEqual([kind]);
});

test("days without data in a row are one entry, others are their own", () => {
  const empty = { upMs: 0, coverage: null };
  const days = someDays(8, { 7: empty, 6: empty, 5: empty, 3: { downMs: 1 }, 2: { downMs: 1 }, 0: empty });
  expect(toldDays(days).map(({ at, kind, days: { length } }) => ({ at, kind, length }))).toEqual([
    { at: 0, kind: "none", length: 3 },
    { at: 4, kind: "down", length: 1 },
    { at: 5, kind: "down", length: 1 },
    { at: 7, kind: "none", length: 1 },
  ]);
});
