import * as z from "zod";

/** Control characters, line separators, and what turns the direction of the text after it: a name is shown among others. */
const DECEPTIVE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Something to see: neither a space nor a character without a width. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u;

type Words = { missing: string; max: number; tooLong?: string };

/** One line that a person gave something as its name. */
export function nameOf({ missing, max, tooLong }: Words) {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(max, tooLong)
    .refine((name) => !DECEPTIVE.test(name), "A name is one line without control characters.")
    .refine((name) => name === "" || DECEPTIVE.test(name) || VISIBLE.test(name), missing);
}
