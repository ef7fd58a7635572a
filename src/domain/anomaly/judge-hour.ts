/** Response times of one monitor from one region in one hour. */
export type HourLatency = {
  medianUs: number;
  /** Successful checks. */
  samples: number;
};

export type AnomalyEvidence = {
  observedUs: number;
  /** Of the medians of the same hour in the weeks before. */
  medianUs: number;
  /** Their median absolute deviation from it. */
  madUs: number;
  samples: number;
  weeks: number;
};

export type JudgedHour =
  | { kind: "unknown" }
  | { kind: "usual" }
  | { kind: "unusual"; direction: "slower" | "faster"; evidence: AnomalyEvidence };

/** An hour is held against the same hour of so many weeks before it, by UTC. */
export const ANOMALY_WEEKS = 6;
const LEAST_WEEKS = 3;
const LEAST_SAMPLES = 5;
/** 1.4826 · MAD estimates the standard deviation of what is normally distributed (Rousseeuw and Croux 1993). */
const MAD_TO_DEVIATION = 1.4826;
const DEVIATIONS = 5;
/** Smaller changes are nobody's concern, however regular the weeks before were. */
const LEAST_SHARE = 0.2;
const LEAST_US = 50_000;

/** Medians throughout, so that neither a few slow checks nor one bad week decide. `past`: the same hour, a week apart each. */
export function judgeHour(observed: HourLatency | null, past: readonly HourLatency[]): JudgedHour {
  const known = past.filter(({ samples }) => samples >= LEAST_SAMPLES).map(({ medianUs }) => medianUs);
  if (observed === null || observed.samples < LEAST_SAMPLES || known.length < LEAST_WEEKS) {
    return { kind: "unknown" };
  }
  const medianUs = medianOf(known);
  const madUs = medianOf(known.map((us) => Math.abs(us - medianUs)));
  const deviationUs = observed.medianUs - medianUs;
  const allowedUs = Math.max(DEVIATIONS * MAD_TO_DEVIATION * madUs, LEAST_SHARE * medianUs);
  const isUnusual = Math.abs(deviationUs) > allowedUs && Math.abs(deviationUs) >= LEAST_US;
  if (!isUnusual) return { kind: "usual" };
  return {
    kind: "unusual",
    direction: deviationUs > 0 ? "slower" : "faster",
    evidence: {
      observedUs: observed.medianUs,
      medianUs,
      madUs,
      samples: observed.samples,
      weeks: known.length,
    },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (lower + upper) / 2;
}
