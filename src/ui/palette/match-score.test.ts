import { expect, test } from "vitest";
import { matchScore } from "./match-score.ts";

test.each([
  ["Go to monitors", "gtm"],
  ["Dark theme", "them"],
  ["Sign out", "out sign"],
  ["C++ (prod)", "(pro"],
  ["रखरखाव", "रख"],
])("“%s” is found by “%s”", (text, search) => {
  expect(matchScore(text, search)).not.toBeNull();
});

test.each([
  ["Monitors", "mx"],
  ["Sign out", "sign in"],
  ["Dark theme", "z"],
])("“%s” is not found by “%s”", (text, search) => {
  expect(matchScore(text, search)).toBeNull();
});

test("a beginning is better than a word within, that better than a part, that better than scattered letters", () => {
  const scores = ["theme", "dark theme", "anthem", "to hem everything"].map((text) =>
    matchScore(text, "them"),
  );
  expect(scores).toEqual([4, 3, 2, 1]);
});
