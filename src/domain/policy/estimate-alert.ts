import type { Policy, Quorum } from "#contracts/policy.ts";

/** As the rounds of confirmation space what they ask for. */
const SPACING_MS = 1_000;
const LONELY_FIRST_MS = 2_000;
const LONELY_SPACING_MS = 3_000;
/** A check, its report and its judgement. */
const WORK_MS = 1_000;

export type AlertEstimate = {
  /** So many of the regions must fail … */
  needed: number;
  /** … so often in a row. */
  failures: number;
  /** From the moment it stops answering until the alert leaves, at worst; what hangs takes its time-out longer. */
  withinMs: number;
};

/** What a policy means for a monitor that is checked from so many regions. */
export function estimateAlert(
  policy: Pick<Policy, "quorum" | "failuresInARow">,
  grid: { regions: number; intervalMs: number },
): AlertEstimate {
  const { failuresInARow } = policy;
  const regions = Math.max(1, grid.regions);
  const needed = neededOf(policy.quorum, regions);
  // Regions take turns, so somebody looks this often.
  const untilSeenMs = grid.intervalMs / regions;
  if (regions === 1) {
    const failures = failuresInARow === 1 ? 1 : failuresInARow + 1;
    const askingMs = failures === 1 ? 0 : LONELY_FIRST_MS + (failures - 2) * LONELY_SPACING_MS;
    return { needed, failures, withinMs: Math.min(untilSeenMs * failures, untilSeenMs + askingMs) + WORK_MS };
  }
  const askingMs = needed === 1 && failuresInARow === 1 ? 0 : failuresInARow * SPACING_MS;
  return { needed, failures: failuresInARow, withinMs: untilSeenMs + askingMs + WORK_MS };
}

function neededOf(quorum: Quorum, regions: number): number {
  switch (quorum.kind) {
    case "any":
      return 1;
    case "majority":
      return Math.floor(regions / 2) + 1;
    case "all":
      return regions;
    case "count":
      return Math.min(quorum.regions, regions);
  }
}
