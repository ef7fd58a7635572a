import * as z from "zod";
import {
  ASSERTION_SOURCES,
  COMPARISONS,
  NAMED_SOURCES,
  NUMERIC_COMPARISONS,
  SOURCES_OF_KIND,
  TIME_PHASES,
} from "./assertion-sources.ts";
import type { CheckKind } from "./check-kinds.ts";

/** `expected` is text, read as a number where the comparison is numeric and as RE2 syntax by `matches`. */
export const Assertion = z
  .strictObject({
    source: z.enum(ASSERTION_SOURCES),
    name: z.string().trim().max(500).default(""),
    comparison: z.enum(COMPARISONS),
    expected: z.string().max(2000).default(""),
  })
  .superRefine((assertion, context) => {
    const { source, name, comparison, expected } = assertion;
    const say = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (NAMED_SOURCES.includes(source) && name === "") say("name", NAME_MISSING[source] ?? "Give it a name.");
    if (source === "time" && name !== "" && !TIME_PHASES.some((phase) => phase === name)) {
      say("name", `Choose one of ${TIME_PHASES.join(", ")}.`);
    }
    if (NUMERIC_COMPARISONS.includes(comparison) && !isNumber(expected)) say("expected", "Give a number.");
  });
export type Assertion = z.infer<typeof Assertion>;

export const AssertionGroup = z.strictObject({
  match: z.enum(["all", "any"]),
  list: z.array(Assertion).min(1, "A group needs an assertion.").max(20),
});
export type AssertionGroup = z.infer<typeof AssertionGroup>;

/** All of them, or any; a member may be a group of its own. */
export const Assertions = z.strictObject({
  match: z.enum(["all", "any"]),
  list: z.array(z.union([Assertion, AssertionGroup])).max(20, "20 assertions at most."),
});
export type Assertions = z.infer<typeof Assertions>;
export const NO_ASSERTIONS: Assertions = { match: "all", list: [] };

/** Each of them has a line in the evidence. */
const MOST_ASSERTIONS = 40;

/** Assertions on what this kind of check can see. */
export function assertionsOf(kind: CheckKind) {
  return Assertions.superRefine((assertions, context) => {
    if (countAssertions(assertions) > MOST_ASSERTIONS) {
      context.addIssue({ code: "custom", path: ["list"], message: `${MOST_ASSERTIONS} assertions at most.` });
    }
    for (const [at, member] of assertions.list.entries()) {
      const members = "list" in member ? member.list : [member];
      if (members.every(({ source }) => SOURCES_OF_KIND[kind].includes(source))) continue;
      const message = `A ${kind} check can be held against ${SOURCES_OF_KIND[kind].join(", ")}.`;
      context.addIssue({ code: "custom", path: ["list", at, "source"], message });
    }
  }).default(NO_ASSERTIONS);
}

function countAssertions({ list }: Assertions): number {
  return list.reduce((sum, member) => sum + ("list" in member ? member.list.length : 1), 0);
}

const NAME_MISSING: Partial<Record<Assertion["source"], string>> = {
  header: "Name the header, such as Content-Type.",
  json: "Give the path, such as $.status.",
  time: `Choose one of ${TIME_PHASES.join(", ")}.`,
};

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
