import { DEFAULT_POLICY, type Policy } from "#contracts/policy.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { Reading, VerdictInput } from "#domain/verdict/judgement.ts";
import { emptyMemory } from "#domain/verdict/memory.ts";

export const START = 1_800_000_000_000;

export function policyWith(some: Partial<Policy>): Policy {
  return { ...DEFAULT_POLICY, ...some };
}

/** A reading of `region` that was completed `sec` seconds after START. */
export function readingAt(
  region: string,
  sec: number,
  some: Partial<Reading> & { totalMs?: number } = {},
): Reading {
  const { totalMs = 50, ...rest } = some;
  const at = START + Math.round(sec * 1000);
  const phasesUs = { total: totalMs * 1000, dns: null, connect: null, tls: null, ttfb: null, transfer: null };
  return { region, scheduledAt: at - totalMs, at, outcome: "ok", origin: "scheduled", phasesUs, ...rest };
}

/**
 * `{ a: "..x" }` are readings of region a at seconds 10, 20, 30 after START; b's come a second later and so on.
 * `.` is ok, `x` a timeout, `s` slow (2 s), a space nothing.
 */
export function readingsOf(lines: Record<string, string>, everySec = 10): Reading[] {
  return Object.entries(lines).flatMap(([region, line], place) =>
    [...line].flatMap((mark, index) => {
      if (mark === " ") return [];
      const outcome: Outcome = mark === "x" ? "timeout" : "ok";
      return [
        readingAt(region, (index + 1) * everySec + place, { outcome, totalMs: mark === "s" ? 2000 : 50 }),
      ];
    }),
  );
}

/** A monitor of regions a, b and c that has just begun, ten minutes later. */
export function inputWith(some: Partial<VerdictInput>): VerdictInput {
  return {
    memory: emptyMemory(START),
    policy: DEFAULT_POLICY,
    intervalMs: 10_000,
    timeoutMs: 10_000,
    beganAt: START,
    regions: ["a", "b", "c"],
    readings: [],
    missing: [],
    faults: [],
    windows: [],
    mediansUs: null,
    nowMs: START + 600_000,
    ...some,
  };
}
