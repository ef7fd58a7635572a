import {
  type AssertionSource,
  COMPARISONS,
  type Comparison,
  NUMERIC_COMPARISONS,
} from "#contracts/checks/assertion-sources.ts";

const NUMBERS: readonly AssertionSource[] = [
  ...(["status", "size", "time", "daysLeft", "recordCount", "ttlSec", "lossPercent", "jitterMs"] as const),
  ...(["rowCount", "offsetMs", "stratum", "cpuPercent", "memoryPercent", "diskPercent", "load"] as const),
];
/** What is text, or a number as text. */
const EITHER: readonly AssertionSource[] = ["json", "value", "header", "protocol"];
const ON_NUMBERS: readonly Comparison[] = [...NUMERIC_COMPARISONS, "equals", "notEquals"];

/** What can be asked of it, what is asked most first. */
export function comparisonsOf(source: AssertionSource): readonly Comparison[] {
  if (source === "status") return ["equals", "notEquals", ...NUMERIC_COMPARISONS];
  if (NUMBERS.includes(source)) return ON_NUMBERS;
  const texts = COMPARISONS.filter((comparison) => !NUMERIC_COMPARISONS.includes(comparison));
  return EITHER.includes(source) ? [...texts, ...NUMERIC_COMPARISONS] : texts;
}

/** Such as "ms"; words come from the messages. */
export function unitOf(source: AssertionSource): "ms" | "percent" | "days" | "bytes" | "seconds" | null {
  if (["time", "jitterMs", "offsetMs"].includes(source)) return "ms";
  if (/Percent$/.test(source)) return "percent";
  if (source === "daysLeft") return "days";
  if (source === "size") return "bytes";
  return source === "ttlSec" ? "seconds" : null;
}

export type AssertionDraft = {
  source: AssertionSource;
  name: string;
  comparison: Comparison;
  expected: string;
};
export type GroupDraft = { match: "all" | "any"; list: AssertionDraft[] };
export type AssertionsDraft = { match: "all" | "any"; list: (AssertionDraft | GroupDraft)[] };

/** What most people ask of it; of the others the first that there is. */
const USUAL: Partial<Record<AssertionSource, Comparison>> = {
  body: "contains",
  title: "contains",
  record: "contains",
  issuer: "contains",
  daysLeft: "greater",
  recordCount: "greaterOrEqual",
  rowCount: "greaterOrEqual",
  ttlSec: "greaterOrEqual",
};

export function newAssertion(source: AssertionSource): AssertionDraft {
  const comparison = USUAL[source] ?? comparisonsOf(source)[0] ?? "equals";
  return { source, name: source === "time" ? "total" : "", comparison, expected: "" };
}

/** Another source keeps what still makes sense for it. */
export function withSource(assertion: AssertionDraft, source: AssertionSource): AssertionDraft {
  const fresh = newAssertion(source);
  const fits = comparisonsOf(source).includes(assertion.comparison);
  return {
    ...fresh,
    comparison: fits ? assertion.comparison : fresh.comparison,
    expected: assertion.expected,
  };
}

export function countAssertions({ list }: AssertionsDraft): number {
  return list.reduce((sum, member) => sum + ("list" in member ? member.list.length : 1), 0);
}
