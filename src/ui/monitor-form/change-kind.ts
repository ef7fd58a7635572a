import { MIN_INTERVAL_SEC } from "#contracts/check.ts";
import { type CheckKind, LEAST_INTERVAL_SEC } from "#contracts/checks/check-kinds.ts";
import type { RegionView } from "#contracts/view.ts";
import { canRun } from "#domain/check/can-run.ts";
import { type CheckDraft, type FormValues, inputOf, newCheck, newMonitorValues } from "./form-values.ts";
import type { Pasted } from "./smart-paste.ts";

/** Another kind begins blank, but keeps where it goes to, and the regions that can run it. */
export function changeKind(values: FormValues, kind: CheckKind, regions: readonly RegionView[]): FormValues {
  if (kind === values.check.kind) return values;
  const fresh = newMonitorValues([], kind);
  const least = LEAST_INTERVAL_SEC[kind] ?? MIN_INTERVAL_SEC;
  const wasSlow = values.check.kind === "domain";
  const changed = {
    ...values,
    check: { ...newCheck(kind), ...targetOf(values.check, kind), kind },
    intervalSec: wasSlow || Number(values.intervalSec) < least ? fresh.intervalSec : values.intervalSec,
    timeoutSec: fresh.timeoutSec,
  };
  return { ...changed, regions: regionsFor(changed, regions) };
}

/** All that are on and can run the check. */
export function regionsFor(values: FormValues, regions: readonly RegionView[]): string[] {
  const { check } = inputOf(values);
  return regions.filter((region) => region.enabled && canRun(check, region) === true).map(({ code }) => code);
}

/** The check that was pasted; what the same kind has besides stays. */
export function withPaste(
  values: FormValues,
  { kind, fields }: Pasted,
  regions: readonly RegionView[],
): FormValues {
  const changed = changeKind(values, kind, regions);
  return { ...changed, check: { ...changed.check, ...fields, kind } };
}

function targetOf(check: CheckDraft, kind: CheckKind): Partial<CheckDraft> {
  const host = typeof check.host === "string" && check.host !== "" ? check.host : check.name;
  if (typeof host !== "string" || host === "") return {};
  if (kind === "dns" || kind === "domain") return { name: host };
  return "host" in newCheck(kind) && kind !== "host" ? { host } : {};
}
