import { expect, test } from "vitest";
import * as z from "zod";
import { readWith, wholeOf } from "./read-with.ts";

const Schema = z.object({
  name: z.string().min(1, "Give a name."),
  steps: z.array(z.object({ min: z.number() })),
});

test("what the contract takes becomes its input", () => {
  const candidate = { name: "A", steps: [{ min: wholeOf(" 5 ") }] };
  expect(readWith(Schema, candidate)).toEqual({ kind: "input", input: { name: "A", steps: [{ min: 5 }] } });
});

test("problems are named by their path, and a missing number is asked for in words", () => {
  expect(readWith(Schema, { name: "", steps: [{ min: 1 }, { min: wholeOf("soon") }] })).toEqual({
    kind: "problems",
    problems: { name: "Give a name.", "steps.1.min": "Give a whole number." },
  });
});

test.each(["", "1.5", "-1", "1e3", "x"])("%j is no whole number", (text) => {
  expect(wholeOf(text)).toBeNaN();
});
