import { expect, test } from "vitest";
import { durationInWords } from "./duration-in-words.ts";

test.each([
  [0, "less than 1 s"],
  [42_999, "42 s"],
  [60_000, "1 min"],
  [252_000, "4 min 12 s"],
  [7_200_000, "2 h"],
  [273_600_000, "3 d 4 h"],
])("%i ms are %s", (durationMs, words) => {
  expect(durationInWords(durationMs)).toBe(words);
});
