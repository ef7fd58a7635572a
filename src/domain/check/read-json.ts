import { JSONPathEnvironment, JSONPathError, type JSONPathQuery, type JSONValue } from "json-p3";
import { rememberLatest } from "./remember-latest.ts";

const MOST_CHARACTERS = 1 << 20;
/** `..` and filters look at every node of a document. */
const MOST_CHARACTERS_SEARCHED = 1 << 18;
const MOST_FILTERS = 4;
const MOST_DEPTH = 64;
const STRING = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

/** `match` and `search` would run on the regular expressions of the host, which may take for ever. */
class Environment extends JSONPathEnvironment {
  override setupFilterFunctions(): void {
    super.setupFilterFunctions();
    this.functionRegister.delete("match");
    this.functionRegister.delete("search");
  }
}

type Path = { query: JSONPathQuery; searches: boolean } | { problem: string };
const environment = new Environment({ maxRecursionDepth: MOST_DEPTH });
const compiled = rememberLatest<Path>(64, compile);

/** A sentence when it is no path of RFC 9535, or beyond the part of it that takes linear time. */
export function findBadPath(path: string): string | null {
  const made = compiled(path);
  return "problem" in made ? made.problem : null;
}

/**
 * Looks up paths in a document that is parsed at the first question: the first value, objects and arrays as JSON
 * text, null where there is none. Documents beyond 1 MB (256 KB for `..` and filters) hold nothing.
 */
export function readJson(text: string): (path: string) => string | number | null {
  let parsed: { document: JSONValue } | null | undefined;
  return (path) => {
    parsed ??= text.length > MOST_CHARACTERS ? null : parse(text);
    const made = compiled(path);
    if (parsed === null || "problem" in made) return null;
    if (made.searches && text.length > MOST_CHARACTERS_SEARCHED) return null;
    return look(made.query, parsed.document);
  };
}

function look(query: JSONPathQuery, document: JSONValue): string | number | null {
  try {
    const [first] = query.lazyQuery(document);
    if (first === undefined) return null;
    const { value } = first;
    return typeof value === "string" || typeof value === "number" ? value : JSON.stringify(value);
  } catch (error) {
    // Deeper than what is looked at, or than what the stack takes.
    if (error instanceof JSONPathError || error instanceof RangeError) return null;
    throw error;
  }
}

function parse(text: string): { document: JSONValue } | null {
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

function compile(path: string): Path {
  try {
    const query = environment.compile(path);
    const bare = query.toString().replaceAll(STRING, "''");
    const problem = findCostly(bare);
    return problem === null ? { query, searches: /\.\.|\?/.test(bare) } : { problem };
  } catch (error) {
    if (error instanceof JSONPathError) return { problem: `The path is not JSONPath: ${error.message}.` };
    if (error instanceof RangeError) return { problem: "The path is nested too deeply." };
    throw error;
  }
}

/** Each of these multiplies the nodes that are looked at. */
function findCostly(bare: string): string | null {
  if (bare.includes(",")) return "Ask for one name or index at a time: the first value is taken.";
  if (bare.split("..").length > 2 || /\?.*\.\./.test(bare))
    return "Use .. once at most, and not in a filter.";
  if (bare.lastIndexOf("$") > 0) return "A filter can look at @ only, not at $.";
  if (bare.split(/\?|&&|\|\|/).length - 1 > MOST_FILTERS) return `Use ${MOST_FILTERS} filters at most.`;
  return null;
}
