import { expect, test } from "vitest";
import type { MaintenanceView } from "#contracts/maintenance.ts";
import { newMaintenanceValues, readMaintenance, readTiming, valuesOfWindow } from "./maintenance-values.ts";
import { choiceOfRule, ruleOfChoice } from "./rule-choice.ts";

const SHOP = "0199a8a0-0000-7000-8000-000000000001";
const seen = { nowMs: Date.UTC(2026, 10, 21, 12, 20), zone: "Europe/Berlin" };
const view = (timing: MaintenanceView["timing"]): MaintenanceView => ({
  id: "0199a8a0-0000-7000-8000-000000000003",
  name: "Patches",
  timing,
  sentence: "",
  scope: { everything: false, monitors: [{ id: SHOP, name: "Shop" }], tags: ["web"] },
  present: null,
  next: [],
  clockNote: null,
  hasHook: false,
});

test.each<MaintenanceView["timing"]>([
  { kind: "once", startsAt: Date.UTC(2026, 11, 1, 22), endsAt: Date.UTC(2026, 11, 2, 1) },
  { kind: "hook", maxMin: 45 },
  {
    kind: "recurring",
    startsLocal: "2026-11-22T02:30",
    zone: "America/New_York",
    rule: "FREQ=MONTHLY;BYDAY=4SU",
    durationMin: 90,
  },
  {
    kind: "recurring",
    startsLocal: "2026-11-22T02:30",
    zone: "UTC",
    rule: "FREQ=YEARLY;BYMONTH=3\nEXDATE:20270322",
    durationMin: 90,
  },
])("a window survives the form unchanged: %j", (timing) => {
  expect(readMaintenance(valuesOfWindow(view(timing), seen))).toEqual({
    kind: "input",
    input: { name: "Patches", timing, scope: { everything: false, monitorIds: [SHOP], tags: ["web"] } },
  });
});

test("a new form asks for a name and for whom it is", () => {
  expect(readMaintenance(newMaintenanceValues(seen))).toEqual({
    kind: "problems",
    problems: {
      name: "Give the window a name.",
      "scope.monitorIds": "Choose monitors, tags or everything.",
    },
  });
});

test("for everything, chosen monitors do not matter", () => {
  const values = { ...valuesOfWindow(view({ kind: "hook", maxMin: 5 }), seen), reach: "everything" as const };
  expect(readMaintenance(values)).toMatchObject({
    input: { scope: { everything: true, monitorIds: [], tags: [] } },
  });
});

test("an empty time has no preview", () => {
  expect(readTiming({ ...newMaintenanceValues(seen), to: "" })).toBeNull();
});

test.each<[rule: string, startsLocal: string]>([
  ["FREQ=DAILY", "2026-11-22T02:30"],
  ["FREQ=WEEKLY", "2026-11-22T02:30"],
  ["FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-22T02:30"],
  ["FREQ=MONTHLY;BYMONTHDAY=22", "2026-11-22T02:30"],
  ["FREQ=MONTHLY;BYDAY=-1SU", "2026-11-29T02:30"],
])("%s is a choice of its own", (rule, startsLocal) => {
  const choice = choiceOfRule(rule, startsLocal);
  expect(choice.kind).not.toBe("custom");
  expect(ruleOfChoice(choice, startsLocal)).toBe(rule);
});

test("any other rule stays as it was typed", () => {
  const rule = "FREQ=WEEKLY;INTERVAL=2";
  expect(choiceOfRule(rule, "2026-11-22T02:30")).toEqual({ kind: "custom", days: [], custom: rule });
});
