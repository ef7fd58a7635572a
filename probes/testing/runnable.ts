import type { Check } from "#contracts/check.ts";
import type { RunnableConfig } from "#probes/core/ports.ts";

/** A check as a runner gets it. */
export function runnable<One extends Check>(
  check: One,
  timeoutMs = 2000,
): Omit<RunnableConfig, "check"> & { check: One } {
  return {
    state: "on",
    monitorId: 1,
    configVersion: 1,
    intervalMs: 20_000,
    slotOffsetMs: 0,
    gridFrom: 0,
    timeoutMs,
    check,
  };
}
