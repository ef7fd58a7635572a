import { Check, type MonitorInput } from "#contracts/check.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import { blankOf, type DraftRecord, draftOf, optionLike, typedOf } from "./draft.ts";
import { KIND_DEFAULTS } from "./kind-defaults.ts";

/** What is in the fields: text as typed, so that nothing is lost while it is not yet valid. */
export type FormValues = {
  name: string;
  intervalSec: string;
  timeoutSec: string;
  regions: string[];
  tags: string[];
  check: CheckDraft;
};
export type CheckDraft = DraftRecord & { kind: CheckKind };

/** What the contract asks for and a heartbeat has no field for. */
const SELF_TIMED = { intervalSec: 60, timeoutMs: 10_000, regions: [] };

export function schemaOf(kind: CheckKind) {
  return optionLike(Check, { kind });
}

export function newMonitorValues(regions: string[], kind: CheckKind = "http"): FormValues {
  return {
    name: "",
    intervalSec: kind === "domain" ? "86400" : "60",
    timeoutSec: kind === "browser" || kind === "multistep" ? "30" : "10",
    regions,
    tags: [],
    check: newCheck(kind),
  };
}

export function newCheck(kind: CheckKind): CheckDraft {
  return { ...(blankOf(schemaOf(kind)) as DraftRecord), ...KIND_DEFAULTS[kind], kind };
}

export function valuesOf(input: MonitorInput): FormValues {
  const { check } = input;
  return {
    name: input.name,
    intervalSec: String(input.intervalSec),
    timeoutSec: String(input.timeoutMs / 1000),
    regions: input.regions,
    tags: input.tags,
    check: { ...(draftOf(schemaOf(check.kind), check) as DraftRecord), kind: check.kind },
  };
}

const MOST_NAME = 120;

/** Everything of another monitor, under a name of its own. */
export function copyOf(input: MonitorInput, name: string): FormValues {
  return { ...valuesOf(input), name: name.slice(0, MOST_NAME) };
}

/** Not validated: MonitorInput does that, with the same messages as the server. */
export function inputOf(values: FormValues): MonitorInput {
  const { kind } = values.check;
  return {
    name: values.name,
    check: typedOf(schemaOf(kind), values.check) as Check,
    intervalSec: numberOf(values.intervalSec),
    timeoutMs: Math.round(numberOf(values.timeoutSec) * 1000),
    regions: values.regions,
    tags: values.tags,
    ...(kind === "heartbeat" ? SELF_TIMED : {}),
  };
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
}
