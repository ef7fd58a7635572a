import { expect, test } from "vitest";
import type { Quorum } from "#contracts/policy.ts";
import type { RawVerdict } from "./judgement.ts";
import { countVotes, type Tally, votesForDown, votesForUp } from "./quorum.ts";

const ANY: Quorum = { kind: "any" };
const MAJORITY: Quorum = { kind: "majority" };
const ALL: Quorum = { kind: "all" };
const count = (regions: number): Quorum => ({ kind: "count", regions });

test.each<{ name: string; quorum: Quorum; down: number[]; up: number[] }>([
  {
    name: "any",
    quorum: ANY,
    down: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    up: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
  {
    name: "majority",
    quorum: MAJORITY,
    down: [1, 2, 2, 3, 3, 4, 4, 5, 5, 6],
    up: [1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
  },
  {
    name: "all",
    quorum: ALL,
    down: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    up: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  },
  {
    name: "two",
    quorum: count(2),
    down: [1, 2, 2, 2, 2, 2, 2, 2, 2, 2],
    up: [1, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  },
  {
    name: "five",
    quorum: count(5),
    down: [1, 2, 3, 4, 5, 5, 5, 5, 5, 5],
    up: [1, 1, 1, 1, 1, 2, 3, 4, 5, 6],
  },
])("$name of one to ten healthy regions", ({ quorum, down, up }) => {
  const sizes = down.map((_, index) => index + 1);
  expect(sizes.map((voting) => votesForDown(quorum, voting))).toEqual(down);
  expect(sizes.map((voting) => votesForUp(quorum, voting))).toEqual(up);
});

test.each([ANY, MAJORITY, ALL, count(3)])("$kind decides by exactly its number of votes", (quorum) => {
  for (let voting = 1; voting <= 10; voting += 1) {
    const needed = votesForDown(quorum, voting);
    for (let failing = 0; failing <= voting; failing += 1) {
      const tally = { ...calm(voting), failing, poor: failing, answering: voting - failing };
      expect(countVotes("up", { ...tally, swift: tally.answering }, quorum)).toBe(
        failing >= needed ? "down" : "up",
      );
      expect(countVotes("down", { ...tally, swift: tally.answering }, quorum)).toBe(
        failing >= needed ? "down" : "up",
      );
    }
  }
});

test.each<{ name: string; from: RawVerdict; votes: Partial<Tally>; to: RawVerdict }>([
  { name: "nobody votes", from: "down", votes: { voting: 0, answering: 0, swift: 0 }, to: "unknown" },
  { name: "undecided regions keep it down", from: "down", votes: { answering: 1, swift: 1 }, to: "down" },
  { name: "undecided regions keep it up", from: "up", votes: { answering: 1, failing: 1 }, to: "up" },
  {
    name: "undecided regions keep it unknown",
    from: "unknown",
    votes: { answering: 1, swift: 1 },
    to: "unknown",
  },
  { name: "slow in enough regions is degraded", from: "up", votes: { poor: 2, swift: 1 }, to: "degraded" },
  {
    name: "a failing and a slow region together are degraded",
    from: "up",
    votes: { failing: 1, poor: 2, answering: 2, swift: 1 },
    to: "degraded",
  },
  {
    name: "answering slowly is up no more than degraded after down",
    from: "down",
    votes: { poor: 3, swift: 0 },
    to: "degraded",
  },
  {
    name: "one swift region does not end the slowness",
    from: "degraded",
    votes: { poor: 1, swift: 1 },
    to: "degraded",
  },
  { name: "enough swift regions do", from: "degraded", votes: { poor: 1, swift: 2 }, to: "up" },
  { name: "slow regions may fail altogether", from: "degraded", votes: { failing: 2, poor: 3 }, to: "down" },
])("of three regions: $name", ({ from, votes, to }) => {
  const tally = { ...calm(3), ...votes };
  expect(countVotes(from, tally, MAJORITY)).toBe(to);
  expect(countVotes(to, tally, MAJORITY)).toBe(to);
});

function calm(voting: number): Tally {
  return { voting, failing: 0, poor: 0, answering: voting, swift: voting, failures: 2 };
}
