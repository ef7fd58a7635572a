import type { Origin } from "#contracts/job.ts";
import type { Policy, SlowPhase } from "#contracts/policy.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { Verdict } from "#contracts/verdict.ts";

/** How long after its completion a reading may reach the server and still count as if it had come at once. */
export const REPORT_BOUND_MS = 1_000;

/** One observation that says something about the target. `at` is when it was completed; phases are microseconds. */
export type Reading = {
  region: string;
  scheduledAt: number;
  at: number;
  outcome: Outcome;
  origin: Origin;
  phasesUs: Record<SlowPhase, number | null>;
};

/** What the target does. Maintenance and flapping are laid over it. */
export type RawVerdict = Extract<Verdict, "unknown" | "up" | "down" | "degraded">;

/** What has to be remembered between two judgements; JSON. Everything up to `at` is decided and never changes. */
export type VerdictMemory = {
  at: number;
  raw: RawVerdict;
  shown: Verdict;
  /** When the target went down or came back, within the policy's flapping window. */
  flips: number[];
  /** The confirmation under way: what was asked of which region, and when it began. */
  round: { at: number; asked: { region: string; scheduledAt: number }[] } | null;
};

/** A slot or confirmation that should have come by `scheduledAt` and is neither a tick nor a gap. */
export type MissingReading = { region: string; scheduledAt: number };

/** [fromMs, toMs); null: still. */
export type Span = { fromMs: number; toMs: number | null };

export type VerdictInput = {
  memory: VerdictMemory;
  policy: Policy;
  intervalMs: number;
  timeoutMs: number;
  /** What it says comes in by itself: nobody can be asked again, and every expected word is a reading or its absence one. */
  isInbound?: boolean;
  /** When the monitor was created or resumed: the grace counts from here. */
  beganAt: number;
  /** Codes of the regions that check the monitor now. */
  regions: readonly string[];
  /** In any order, repeated or not; those before `memory.at` are only looked back at. */
  readings: readonly Reading[];
  missing: readonly MissingReading[];
  /** Times in which a region was sick. */
  faults: readonly ({ region: string } & Span)[];
  /** Maintenance of this monitor, with the names of the windows. */
  windows: readonly (Span & { name: string })[];
  /** Medians of the same hour a week ago, for relative rules; null: not known, such rules do not apply. */
  mediansUs: Partial<Record<SlowPhase, number>> | null;
  nowMs: number;
};

/** One change, with everything that it was decided from. */
export type VerdictStep = {
  at: number;
  from: Verdict;
  to: Verdict;
  raw: RawVerdict;
  reason: string;
  /** The newest readings of each region that counted. */
  readings: Reading[];
  /** When the first failed check of the run that led here was completed; null unless `to` is down or flapping. */
  firstFailedAt: number | null;
};

/** A region that fails while the monitor is not down, and the sentence that says why nobody is told. */
export type RegionAdvisory = { region: string; since: number; reason: string };

export type Judgement = {
  /** In order; empty: nothing changed. */
  steps: VerdictStep[];
  memory: VerdictMemory;
  /** When the clock alone may change the verdict; null: never. */
  dueAt: number | null;
  /** Checks to ask for now. They are part of `memory.round`. */
  confirm: { region: string; scheduledAt: number }[];
  advisories: RegionAdvisory[];
};
