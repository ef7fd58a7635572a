import { RE2JS, RE2JSException, RE2Set } from "re2js";
import { rememberLatest } from "./remember-latest.ts";

/** The automaton of one pattern is thrown away beyond this; filling it takes some 20 ms. */
const AUTOMATON_BYTES = 1 << 20;
/** Instructions × characters that a search without an automaton may take: some 20 ns each. */
const MOST_STEPS = 1_000_000;
const MOST_INSTRUCTIONS = 5000;
const MOST_CHARACTERS = 1 << 20;

class TooCostly extends Error {
  override readonly name = "TooCostly";
}

/** RE2 has no look-around and no back-references, so that no pattern takes more than linear time. */
type Pattern = { set: RE2Set; instructions: number } | { problem: string };
const compiled = rememberLatest<Pattern>(32, compile);
const compiledForGroups = rememberLatest(32, (pattern) => RE2JS.compile(pattern));

/** A sentence when it is no RE2 syntax, or too large. */
export function findBadPattern(pattern: string): string | null {
  const made = compiled(pattern);
  return "problem" in made ? made.problem : null;
}

/**
 * Whether the pattern is found anywhere in the first 1 MB of the text. Null when that would take too long, or when
 * it is no pattern.
 */
export function matchPattern(pattern: string, text: string): boolean | null {
  const made = compiled(pattern);
  if ("problem" in made) return null;
  try {
    return made.set.match(text.slice(0, MOST_CHARACTERS)).length > 0;
  } catch (error) {
    if (!(error instanceof TooCostly)) throw error;
    if (text.length * made.instructions > MOST_STEPS) return null;
    // Not `test`: that would begin with an automaton of its own, eight times as large.
    return compiledForGroups(pattern).matcher(text).find();
  }
}

/**
 * The first group of the first match, the whole match when it has no group; null when there is none. It looks at the
 * first million characters divided by the length of the pattern, some 50,000 for a usual one.
 */
export function findFirstGroup(pattern: string, text: string): string | null {
  const made = compiled(pattern);
  if ("problem" in made) return null;
  const searched = text.slice(0, Math.floor(MOST_STEPS / made.instructions));
  const matcher = compiledForGroups(pattern).matcher(searched);
  if (!matcher.find()) return null;
  return matcher.group(matcher.groupCount() === 0 ? 0 : 1);
}

function compile(pattern: string): Pattern {
  if (estimateSize(pattern) > MOST_INSTRUCTIONS) return { problem: "The pattern repeats too much." };
  const set = new RE2Set(RE2Set.UNANCHORED, 0, AUTOMATON_BYTES);
  try {
    set.add(pattern);
    set.compile();
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return {
      problem: `The pattern is not RE2 syntax: ${error.message.replace(/^error parsing regexp: /, "")}.`,
    };
  }
  refuseSlowSearch(set);
  return { set, instructions: set.prog.numInst() };
}

/** When the automaton grows too large the package goes on without it: a second for 1 MB of text, and more. */
function refuseSlowSearch(set: RE2Set): void {
  const { dfa } = set;
  const search = dfa.matchSet.bind(dfa);
  dfa.matchSet = (...input: Parameters<typeof search>) => {
    const found = search(...input);
    if (found === null) throw new TooCostly();
    return found;
  };
}

/** The length of the pattern with its `{n,m}` written out. It is known before the package has to do so. */
function estimateSize(pattern: string): number {
  const outer: number[] = [];
  let size = 0;
  let atom = 0;
  for (const [token] of pattern.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/g)) {
    if (token === "(") {
      outer.push(size + atom);
      size = 0;
      atom = 0;
    } else if (token === ")") {
      atom += size;
      size = outer.pop() ?? 0;
    } else if (/^\{\d/.test(token)) {
      atom *= Math.max(...token.slice(1, -1).split(",").map(Number));
    } else {
      size += atom;
      atom = 1;
    }
  }
  return outer.reduce((sum, one) => sum + one, size + atom);
}
