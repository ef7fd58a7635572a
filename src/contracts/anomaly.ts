/** Response times that are unusual for the hour of the week. Times are epoch ms, durations microseconds. */
export type AnomalyView = {
  id: string;
  region: string;
  regionName: string;
  fromMs: number;
  /** Null: it goes on. */
  toMs: number | null;
  /** The start of the hour that the evidence is of. */
  peakMs: number;
  /** The median of that hour. */
  observedUs: number;
  /** The median of the same hour in the weeks before, and how far they were from it: the median of that. */
  medianUs: number;
  madUs: number;
  /** Checks in that hour. */
  samples: number;
  /** How many weeks it was held against. */
  weeks: number;
};
