import type { Check } from "#contracts/check.ts";
import type { Assertions } from "#contracts/checks/assertion.ts";
import { findBadPattern } from "./match-pattern.ts";
import { findBadPath } from "./read-json.ts";

/** `path` leads from the check to the field, dotted; `message` is a sentence. */
export type Unreadable = { path: string; message: string };

/** Patterns and paths of a check that no probe could read: contracts know nothing of their syntax. */
export function findUnreadable(check: Check): Unreadable[] {
  const own = "assertions" in check ? ofAssertions(check.assertions, "assertions") : [];
  if (check.kind !== "multistep") return own;
  const ofSteps = check.steps.flatMap(({ assertions, extract }, at) => [
    ...ofAssertions(assertions, `steps.${at}.assertions`),
    ...extract.flatMap(({ source, name }, position) => {
      const path = `steps.${at}.extract.${position}.name`;
      if (source === "json") return problemAt(path, findBadPath(name));
      return source === "regex" ? problemAt(path, findBadPattern(name)) : [];
    }),
  ]);
  return [...ofSteps, ...own];
}

function ofAssertions({ list }: Assertions, under: string): Unreadable[] {
  return list.flatMap((member, at) => {
    const path = `${under}.list.${at}`;
    if ("list" in member) return ofAssertions({ match: member.match, list: member.list }, path);
    const { source, name, comparison, expected } = member;
    const isPattern = comparison === "matches" || comparison === "notMatches";
    return [
      ...(source === "json" ? problemAt(`${path}.name`, findBadPath(name)) : []),
      ...(isPattern ? problemAt(`${path}.expected`, findBadPattern(expected)) : []),
    ];
  });
}

function problemAt(path: string, message: string | null): Unreadable[] {
  return message === null ? [] : [{ path, message }];
}
