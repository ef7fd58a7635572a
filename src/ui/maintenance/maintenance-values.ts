import { MaintenanceInput, MaintenanceTiming, type MaintenanceView } from "#contracts/maintenance.ts";
import { fromLocalText, toLocalText } from "#ui/forms/local-moment.ts";
import { type Read, readWith, wholeOf } from "#ui/forms/read-with.ts";
import { choiceOfRule, type RuleChoice, ruleOfChoice } from "./rule-choice.ts";

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type MaintenanceValues = {
  name: string;
  kind: MaintenanceTiming["kind"];
  /** Once: by the clock of this browser. */
  from: string;
  to: string;
  /** Recurring: by the clock of `zone`. */
  startsLocal: string;
  zone: string;
  repeat: RuleChoice;
  durationMin: string;
  maxMin: string;
  reach: "everything" | "some";
  monitorIds: string[];
  tags: string[];
};

const HOUR_MS = 3_600_000;

export function newMaintenanceValues(seen: { nowMs: number; zone: string }): MaintenanceValues {
  const hour = Math.ceil(seen.nowMs / HOUR_MS) * HOUR_MS;
  return {
    name: "",
    kind: "once",
    from: toLocalText(hour),
    to: toLocalText(hour + HOUR_MS),
    startsLocal: toLocalText(hour),
    zone: seen.zone,
    repeat: { kind: "weekly", days: [], custom: "FREQ=WEEKLY" },
    durationMin: "60",
    maxMin: "30",
    reach: "some",
    monitorIds: [],
    tags: [],
  };
}

export function valuesOfWindow(
  window: MaintenanceView,
  seen: { nowMs: number; zone: string },
): MaintenanceValues {
  const { name, timing, scope } = window;
  const common = {
    ...newMaintenanceValues(seen),
    name,
    kind: timing.kind,
    reach: scope.everything ? ("everything" as const) : ("some" as const),
    monitorIds: scope.monitors.map(({ id }) => id),
    tags: scope.tags,
  };
  if (timing.kind === "once") {
    return { ...common, from: toLocalText(timing.startsAt), to: toLocalText(timing.endsAt) };
  }
  if (timing.kind === "hook") return { ...common, maxMin: String(timing.maxMin) };
  const { startsLocal, zone, rule, durationMin } = timing;
  const repeat = choiceOfRule(rule, startsLocal);
  return { ...common, startsLocal, zone, repeat, durationMin: String(durationMin) };
}

export function readMaintenance(values: MaintenanceValues): Read<MaintenanceInput> {
  const everything = values.reach === "everything";
  return readWith(MaintenanceInput, {
    name: values.name,
    timing: timingOf(values),
    scope: {
      everything,
      monitorIds: everything ? [] : values.monitorIds,
      tags: everything ? [] : values.tags,
    },
  });
}

/** For the preview: null while it is not complete. */
export function readTiming(values: MaintenanceValues): MaintenanceTiming | null {
  return MaintenanceTiming.safeParse(timingOf(values)).data ?? null;
}

function timingOf(values: MaintenanceValues): MaintenanceTiming {
  const { kind, startsLocal, zone } = values;
  if (kind === "hook") return { kind, maxMin: wholeOf(values.maxMin) };
  if (kind === "once") {
    return { kind, startsAt: fromLocalText(values.from), endsAt: fromLocalText(values.to) };
  }
  const rule = ruleOfChoice(values.repeat, startsLocal);
  return { kind, startsLocal, zone, rule, durationMin: wholeOf(values.durationMin) };
}
