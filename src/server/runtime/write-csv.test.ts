import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { writeCsv } from "./write-csv.ts";

const STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];
const FORMULAS = STARTS.flatMap((start) => [
  start,
  `${start}1+1`,
  `${start}HYPERLINK("http://evil.example","x")`,
  `${start}cmd|'/C calc'!A0`,
  `${start}1\n+1`,
  `${start}1\r\n;=2`,
  `${start}","=1`,
]);

describe("a cell that a spreadsheet would run", () => {
  test.each(FORMULAS.map((cell) => [cell]))("%j is written as text and reads back", (cell) => {
    const { data } = Papa.parse<string[]>(writeCsv([["before", cell, "after"]]).trimEnd());
    expect(data).toEqual([["before", `'${cell}`, "after"]]);
  });
});

test("regression: a formula with a line break in it is written as text", () => {
  expect(writeCsv([['=HYPERLINK("http://evil.example")\nx']])).toBe(
    '"\'=HYPERLINK(""http://evil.example"")\nx"\r\n',
  );
});

test("quotes, commas, semicolons and line breaks stay in their cell", () => {
  const row = ['say "yes"', "a,b", "a;b", "two\r\nlines", "", "plain"];
  expect(Papa.parse<string[]>(writeCsv([row]).trimEnd(), { delimiter: "," }).data).toEqual([row]);
});

test("a number below zero stays a number, and nothing stays nothing", () => {
  expect(writeCsv([[-5, null, true, "x"]])).toBe("-5,,true,x\r\n");
});
