import type { GapReason } from "./tick.ts";

/** How much is done and what was missed, as far as the caller may see it; `hours` back from `now`. */
export type SystemHealth = {
  now: number;
  hours: number;
  regions: {
    code: string;
    /** By the open assignments. */
    plannedPerMin: number;
    /** In the last full hour; null before the first. */
    donePerMin: number | null;
  }[];
  gaps: { region: string; regionName: string; reason: GapReason; count: number; lastAt: number }[];
  /** Times in which a region had no vote, newest first; `toAt` null: it has none now. */
  faults: {
    region: string;
    regionName: string;
    kind: "control" | "mass_failure";
    reason: string;
    fromAt: number;
    toAt: number | null;
  }[];
  /** Messages that could leave now, and since when the oldest could. */
  outbox: { waiting: number; sinceAt: number | null };
};
