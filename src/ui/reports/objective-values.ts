import {
  type CountedHours,
  type Counting,
  ObjectiveInput,
  type ObjectiveView,
  type ObjectiveWindow,
} from "#contracts/objective.ts";
import { type Read, readWith } from "#ui/forms/read-with.ts";

export const WINDOWS = ["7", "28", "30", "90", "week", "month", "quarter"] as const;
export type WindowChoice = (typeof WINDOWS)[number];

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type ObjectiveValues = {
  name: string;
  target: string;
  scope: "monitors" | "tag";
  monitorIds: string[];
  tags: string[];
  counting: Counting;
  window: WindowChoice;
  zone: string;
  hasHours: boolean;
  days: string[];
  from: string;
  to: string;
  excludeMaintenance: boolean;
  burnAlerts: boolean;
  channelIds: string[];
  mailTo: string[];
};

export function newObjectiveValues(zone: string): ObjectiveValues {
  return {
    name: "",
    target: "99.9",
    scope: "monitors",
    monitorIds: [],
    tags: [],
    counting: "any_down",
    window: "30",
    zone,
    hasHours: false,
    days: ["1", "2", "3", "4", "5"],
    from: "09:00",
    to: "17:00",
    excludeMaintenance: true,
    burnAlerts: false,
    channelIds: [],
    mailTo: [],
  };
}

export function valuesOfObjective({ input }: ObjectiveView): ObjectiveValues {
  const { scope, window, hours, ...rest } = input;
  const base = newObjectiveValues(input.zone);
  return {
    ...base,
    ...rest,
    target: String(input.targetPercent),
    scope: scope.kind,
    monitorIds: scope.kind === "monitors" ? scope.monitorIds : [],
    tags: scope.kind === "tag" ? [scope.tag] : [],
    window: choiceOf(window),
    hasHours: hours !== null,
    ...(hours !== null && { days: hours.days.map(String), from: hours.from, to: hours.to }),
  };
}

export function readObjective(values: ObjectiveValues): Read<ObjectiveInput> {
  const { name, counting, zone, excludeMaintenance, burnAlerts, channelIds, mailTo } = values;
  return readWith(ObjectiveInput, {
    name,
    targetPercent: Number(values.target.trim().replace(",", ".") || Number.NaN),
    scope:
      values.scope === "tag"
        ? { kind: "tag", tag: values.tags[0] ?? "" }
        : { kind: "monitors", monitorIds: values.monitorIds },
    counting,
    window: windowOf(values.window),
    zone,
    hours: hoursOf(values),
    excludeMaintenance,
    burnAlerts,
    channelIds,
    mailTo,
  });
}

function hoursOf({ hasHours, days, from, to }: ObjectiveValues): CountedHours | null {
  return hasHours ? { days: days.map(Number).sort((a, b) => a - b), from, to } : null;
}

function choiceOf(window: ObjectiveWindow): WindowChoice {
  const choice = window.kind === "rolling" ? String(window.days) : window.period;
  return WINDOWS.find((known) => known === choice) ?? "30";
}

function windowOf(choice: WindowChoice): ObjectiveWindow {
  switch (choice) {
    case "7":
      return { kind: "rolling", days: 7 };
    case "28":
      return { kind: "rolling", days: 28 };
    case "30":
      return { kind: "rolling", days: 30 };
    case "90":
      return { kind: "rolling", days: 90 };
    default:
      return { kind: "calendar", period: choice };
  }
}

const DAY_MS = 86_400_000;
const LENGTH_DAYS: Record<WindowChoice, number> = {
  "7": 7,
  "28": 28,
  "30": 30,
  "90": 90,
  week: 7,
  month: 30,
  quarter: 91,
};

/** How long it may be down in such a window, around the clock; null while the target is none. */
export function allowanceOf({ target, window }: ObjectiveValues): number | null {
  const percent = Number(target.trim().replace(",", "."));
  if (!(percent >= 50 && percent <= 99.999)) return null;
  return Math.floor((LENGTH_DAYS[window] * DAY_MS * (100_000 - Math.round(percent * 1000))) / 100_000);
}
