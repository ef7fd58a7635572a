import type { Quorum } from "#contracts/policy.ts";
import type { RawVerdict } from "./judgement.ts";
import { isVoting, type RegionStanding } from "./region-standing.ts";
import type { Rules } from "./rules.ts";

/** How the voting regions stand: how many there are, and how many of them fail, are slow or fail, answer, are swift. */
export type Tally = {
  voting: number;
  failing: number;
  poor: number;
  answering: number;
  swift: number;
  /** Readings in a row that make a region failing. */
  failures: number;
};

/** How many of the voting regions must fail for down. */
export function votesForDown(quorum: Quorum, voting: number): number {
  switch (quorum.kind) {
    case "any":
      return 1;
    case "majority":
      return Math.floor(voting / 2) + 1;
    case "all":
      return voting;
    case "count":
      return Math.min(quorum.regions, voting);
  }
}

/** How many must succeed for up: so many that those left over cannot make it down. */
export function votesForUp(quorum: Quorum, voting: number): number {
  return voting - votesForDown(quorum, voting) + 1;
}

/** Where nobody can contradict, one failure more is asked for; a policy that believes one failure believes it here, too. */
export function failuresNeeded(rules: Rules, voting: number): number {
  return voting === 1 && rules.confirms && rules.failures > 1 ? rules.failures + 1 : rules.failures;
}

export function tallyVotes(standings: readonly RegionStanding[], at: number, rules: Rules): Tally {
  let voting = 0;
  for (const standing of standings) if (isVoting(standing, at, rules)) voting += 1;
  const tally = {
    voting,
    failing: 0,
    poor: 0,
    answering: 0,
    swift: 0,
    failures: failuresNeeded(rules, voting),
  };
  for (const standing of standings) {
    if (!isVoting(standing, at, rules)) continue;
    if (standing.failed >= tally.failures) tally.failing += 1;
    if (standing.poor >= tally.failures) tally.poor += 1;
    if (standing.answered >= rules.successes) tally.answering += 1;
    if (standing.swift >= rules.successes) tally.swift += 1;
  }
  return tally;
}

/** What the votes say of the target, which keeps its verdict until enough of them agree on another. */
export function countVotes(from: RawVerdict, tally: Tally, quorum: Quorum): RawVerdict {
  if (tally.voting === 0) return "unknown";
  const down = votesForDown(quorum, tally.voting);
  const up = votesForUp(quorum, tally.voting);
  if (tally.failing >= down) return "down";
  if (from === "down" && tally.answering < up) return "down";
  if (tally.poor >= down) return "degraded";
  if (from === "degraded" && tally.swift < up) return "degraded";
  if (from === "unknown" && tally.answering < up) return "unknown";
  return "up";
}
