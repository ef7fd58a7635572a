import { expect, test } from "vitest";
import { type NextAttempt, nextAttempt, type SendFailure } from "./next-attempt.ts";

const MINUTE = 60_000;
const failure = (attempts: number, change: Partial<SendFailure> = {}): SendFailure => ({
  attempts,
  permanent: false,
  retryAfterMs: null,
  ...change,
});

test("the waits grow from five seconds to a day, then it is over", () => {
  const waits = Array.from({ length: 10 }, (_, index) => nextAttempt(failure(index + 1), 0.5));
  const minutes = [5 / 60, 0.5, 2, 10, 30, 120, 360, 720, 1_440];
  expect(waits).toEqual([
    ...minutes.map((count): NextAttempt => ({ kind: "retry", waitMs: count * MINUTE })),
    { kind: "dead" },
  ]);
  expect(nextAttempt(failure(11), 0.5)).toEqual({ kind: "dead" });
});

test.each<{ name: string; given: SendFailure; chance: number; next: NextAttempt }>([
  {
    name: "the shortest wait is a fifth shorter",
    given: failure(2),
    chance: 0,
    next: { kind: "retry", waitMs: 24_000 },
  },
  {
    name: "the longest is a fifth longer",
    given: failure(2),
    chance: 1,
    next: { kind: "retry", waitMs: 36_000 },
  },
  {
    name: "a longer Retry-After is honoured",
    given: failure(1, { retryAfterMs: 7 * MINUTE }),
    chance: 0.5,
    next: { kind: "retry", waitMs: 7 * MINUTE },
  },
  {
    name: "a shorter one does not shorten the table",
    given: failure(4, { retryAfterMs: 1_000 }),
    chance: 0.5,
    next: { kind: "retry", waitMs: 10 * MINUTE },
  },
  {
    name: "an hour is the most a receiver may ask for",
    given: failure(1, { retryAfterMs: 9_000 * MINUTE }),
    chance: 0.5,
    next: { kind: "retry", waitMs: 60 * MINUTE },
  },
  {
    name: "what is refused for good is not tried again",
    given: failure(1, { permanent: true, retryAfterMs: 1_000 }),
    chance: 0.5,
    next: { kind: "failed" },
  },
  {
    name: "the last attempt is the last, whatever the receiver asks for",
    given: failure(10, { retryAfterMs: 1_000 }),
    chance: 0.5,
    next: { kind: "dead" },
  },
])("$name", ({ given, chance, next }) => {
  expect(nextAttempt(given, chance)).toEqual(next);
});
