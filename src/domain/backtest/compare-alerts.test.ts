import { expect, test } from "vitest";
import { compareAlerts } from "./compare-alerts.ts";
import type { Alert } from "./replay.ts";

const MINUTE = 60_000;

/** Minutes: alert of an outage that began a minute before it. */
function alert(startedAt: number, endedAt: number | null): Alert {
  return {
    startedAt: startedAt * MINUTE,
    endedAt: endedAt === null ? null : endedAt * MINUTE,
    kind: "down",
    firstFailedAt: (startedAt - 1) * MINUTE,
    reason: `from ${startedAt}`,
  };
}

test.each<{ name: string; present: Alert[]; changed: Alert[]; rows: string[] }>([
  { name: "nothing to compare", present: [], changed: [], rows: [] },
  {
    name: "the same is kept without delay",
    present: [alert(5, 9)],
    changed: [alert(5, 9)],
    rows: ["kept 0"],
  },
  { name: "later", present: [alert(5, 9)], changed: [alert(7, 9)], rows: ["kept 2"] },
  { name: "sooner", present: [alert(7, 9)], changed: [alert(5, 9)], rows: ["kept -2"] },
  {
    name: "so late that the present alert was over already, but of the same outage",
    present: [alert(5, 9)],
    changed: [{ ...alert(10, 12), firstFailedAt: 4 * MINUTE }],
    rows: ["kept 5"],
  },
  { name: "no more", present: [alert(5, 9)], changed: [], rows: ["lost"] },
  { name: "only now", present: [], changed: [alert(5, 9)], rows: ["added"] },
  {
    name: "two outages are not one",
    present: [alert(5, 9)],
    changed: [alert(15, 19)],
    rows: ["lost", "added"],
  },
  {
    name: "one long alert for three short ones",
    present: [alert(5, 7), alert(10, 12), alert(15, 17)],
    changed: [alert(5, 20)],
    rows: ["kept 0", "lost noise", "lost noise"],
  },
  {
    name: "those that last",
    present: [alert(5, null)],
    changed: [alert(6, null)],
    rows: ["kept 1"],
  },
  { name: "short ones are noise", present: [], changed: [alert(5, 7)], rows: ["added noise"] },
])("$name", ({ present, changed, rows }) => {
  const compared = compareAlerts("m", { present, changed });
  expect(
    compared.map(({ kind, delayMs, isNoise }) =>
      [
        kind,
        ...(delayMs === null ? [] : [delayMs / MINUTE]),
        ...(isNoise && kind !== "kept" ? ["noise"] : []),
      ].join(" "),
    ),
  ).toEqual(rows);
});

test("a row says when each policy told, when it ended and why", () => {
  expect(compareAlerts("m", { present: [alert(5, 9)], changed: [alert(7, 10)] })).toEqual([
    {
      monitorId: "m",
      kind: "kept",
      presentAt: 5 * MINUTE,
      newAt: 7 * MINUTE,
      endedAt: 10 * MINUTE,
      delayMs: 2 * MINUTE,
      isNoise: false,
      reason: "from 7",
    },
  ]);
});
