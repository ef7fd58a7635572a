import type { Reading } from "./judgement.ts";
import type { Rules } from "./rules.ts";
import { isSlow } from "./slow-limits.ts";

/** What a region has seen lately: how many of its newest readings, in a row, were of a kind. */
export type RegionStanding = {
  readonly region: string;
  isSick: boolean;
  /** Oldest first, at most `rules.depth`. */
  recent: Reading[];
  newestAt: number;
  failed: number;
  /** Slow or failed. */
  poor: number;
  answered: number;
  /** Answered and not slow. */
  swift: number;
};

export function newStanding(region: string): RegionStanding {
  return {
    region,
    isSick: false,
    recent: [],
    newestAt: Number.NEGATIVE_INFINITY,
    failed: 0,
    poor: 0,
    answered: 0,
    swift: 0,
  };
}

/** A region that was sick or silent starts afresh: what it saw before is no part of a run. */
export function forget(standing: RegionStanding): void {
  standing.recent = [];
  standing.newestAt = Number.NEGATIVE_INFINITY;
  standing.failed = 0;
  standing.poor = 0;
  standing.answered = 0;
  standing.swift = 0;
}

/** Readings come in the order of their completion. */
export function addReading(standing: RegionStanding, reading: Reading, rules: Rules): void {
  if (standing.newestAt + rules.reportingMs <= reading.at) forget(standing);
  standing.newestAt = reading.at;
  standing.recent.push(reading);
  if (standing.recent.length > rules.depth) standing.recent.shift();

  const hasFailed = reading.outcome !== "ok";
  const isPoor = hasFailed || isSlow(reading, rules.limits);
  standing.failed = hasFailed ? standing.failed + 1 : 0;
  standing.answered = hasFailed ? 0 : standing.answered + 1;
  standing.poor = isPoor ? standing.poor + 1 : 0;
  standing.swift = isPoor ? 0 : standing.swift + 1;
}

/** Its newest reading is young enough; a sick region has none. */
export function isVoting(standing: RegionStanding, at: number, rules: Rules): boolean {
  return at < standing.newestAt + rules.reportingMs;
}

/** The newest `count` readings, oldest first. */
export function newestOf(standing: RegionStanding, count: number): Reading[] {
  return standing.recent.slice(Math.max(0, standing.recent.length - count));
}

/** When the run of failures began, as far back as readings are kept. */
export function failingSince(standing: RegionStanding): number {
  return newestOf(standing, standing.failed)[0]?.at ?? standing.newestAt;
}
