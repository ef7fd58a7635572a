import { OnCallScheduleInput, type OnCallScheduleView, Rotation } from "#contracts/escalation.ts";
import { type Read, readWith, wholeOf } from "#ui/forms/read-with.ts";

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type ScheduleValues = {
  name: string;
  zone: string;
  from: string;
  handover: string;
  days: string;
  /** In the order of their turns; one may come more than once, so each has a key. */
  turns: { key: string; channelId: string }[];
};

export function newScheduleValues(seen: { zone: string; today: string }): ScheduleValues {
  return { name: "", zone: seen.zone, from: seen.today, handover: "09:00", days: "7", turns: [] };
}

export function valuesOfSchedule({ name, rotation }: OnCallScheduleView): ScheduleValues {
  const { channelIds, days, ...rest } = rotation;
  return {
    name,
    ...rest,
    days: String(days),
    turns: channelIds.map((channelId, index) => ({ key: String(index), channelId })),
  };
}

export function addTurn(turns: ScheduleValues["turns"], channelId: string): ScheduleValues["turns"] {
  const key = String(Math.max(-1, ...turns.map((turn) => Number(turn.key))) + 1);
  return [...turns, { key, channelId }];
}

export function readSchedule(values: ScheduleValues): Read<OnCallScheduleInput> {
  return readWith(OnCallScheduleInput, { name: values.name, rotation: rotationOf(values) });
}

/** For the preview: what the rotation would be; null while it is not complete. */
export function readRotation(values: ScheduleValues): Rotation | null {
  return Rotation.safeParse(rotationOf(values)).data ?? null;
}

function rotationOf({ zone, from, handover, days, turns }: ScheduleValues) {
  return { zone, from, handover, days: wholeOf(days), channelIds: turns.map(({ channelId }) => channelId) };
}
