import type { CheckOf } from "#contracts/check.ts";
import type { CheckKind } from "#contracts/checks/check-kinds.ts";
import type { RunnableConfig } from "#probes/core/ports.ts";

/** A config as the app hands it to a probe. */
export function configWith<Kind extends CheckKind>(
  check: CheckOf<Kind>,
  timeoutMs = 2000,
): RunnableConfig<Kind> {
  return {
    state: "on",
    monitorId: 1,
    configVersion: 1,
    intervalMs: 60_000,
    slotOffsetMs: 0,
    gridFrom: 0,
    timeoutMs,
    check,
  };
}
