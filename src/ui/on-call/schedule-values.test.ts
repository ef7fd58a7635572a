import { expect, test } from "vitest";
import type { OnCallScheduleView } from "#contracts/escalation.ts";
import {
  addTurn,
  newScheduleValues,
  readRotation,
  readSchedule,
  valuesOfSchedule,
} from "./schedule-values.ts";

const [ANNA, BEN] = ["0199a8a0-0000-7000-8000-000000000001", "0199a8a0-0000-7000-8000-000000000002"];
const view: OnCallScheduleView = {
  id: "0199a8a0-0000-7000-8000-000000000003",
  name: "Night",
  rotation: {
    zone: "Europe/Berlin",
    from: "2026-11-23",
    handover: "09:00",
    days: 7,
    channelIds: [ANNA, BEN, ANNA],
  },
  overrides: [],
  turns: [],
};

test("a schedule survives the form unchanged, a channel that comes twice too", () => {
  const { name, rotation } = view;
  expect(readSchedule(valuesOfSchedule(view))).toEqual({ kind: "input", input: { name, rotation } });
  expect(new Set(valuesOfSchedule(view).turns.map(({ key }) => key)).size).toBe(3);
});

test("a new form has no rotation to preview until somebody takes a turn", () => {
  const values = newScheduleValues({ zone: "UTC", today: "2026-11-21" });
  expect(readRotation(values)).toBeNull();
  expect(readRotation({ ...values, turns: addTurn([], ANNA) })?.channelIds).toEqual([ANNA]);
  expect(readSchedule(values)).toEqual({
    kind: "problems",
    problems: { name: "Give the schedule a name.", "rotation.channelIds": "Choose at least one channel." },
  });
});
