import type { Check } from "#contracts/check.ts";
import type { Keyword, StatusRange } from "#contracts/checks/http.ts";
import type { Outcome } from "#contracts/tick.ts";
import type { TrialResult } from "#contracts/trial.ts";

/** One thing that a check asks for, and what was seen. `held` null: it did not come to that. */
export type Expectation = { held: boolean | null } & (
  | { kind: "answer" }
  | { kind: "time"; limitMs: number; observedMs: number }
  | { kind: "certificate"; validTo: string; problem: string | null }
  | { kind: "redirects"; followed: number }
  | { kind: "status"; expected: StatusRange[]; observed: number | null }
  | ({ kind: "keyword" } & Keyword)
  | { kind: "assertion"; text: string; observed: string }
);

/** Nothing of the target was heard. */
const UNANSWERED: readonly Outcome[] = [
  "dns",
  "refused",
  "unreachable",
  "timeout",
  "reset",
  "blocked",
  "internal",
];

/** What one result says of everything that the check expects, in the order in which it is found out. */
export function listExpectations(
  { check, timeoutMs }: { check: Check; timeoutMs: number },
  result: TrialResult,
): Expectation[] {
  const { outcome, status, evidence } = result;
  const { certificate, redirects } = evidence;
  const answered = check.kind === "http" ? status !== null : !UNANSWERED.includes(outcome);
  const list: Expectation[] = [
    { kind: "answer", held: answered },
    { kind: "time", held: outcome !== "timeout", limitMs: timeoutMs, observedMs: result.totalUs / 1000 },
  ];
  if (certificate !== null) {
    const { validTo, authorizationError: problem } = certificate;
    list.push({ kind: "certificate", held: problem === null, validTo, problem });
  }
  if (outcome === "redirect" || redirects.length > 0) {
    list.push({ kind: "redirects", held: outcome !== "redirect", followed: redirects.length });
  }
  if (check.kind === "http") {
    list.push({ kind: "status", held: statusHeld(result), expected: check.expectedStatus, observed: status });
    if (check.keyword !== null) list.push({ kind: "keyword", held: keywordHeld(outcome), ...check.keyword });
  }
  for (const { text, observed, held } of evidence.assertions ?? []) {
    list.push({ kind: "assertion", held, text, observed });
  }
  return list;
}

function statusHeld({ outcome, status }: TrialResult): boolean | null {
  if (status === null || outcome === "redirect") return null;
  return outcome !== "status";
}

/** The body is looked at only after the right status. */
function keywordHeld(outcome: TrialResult["outcome"]): boolean | null {
  if (outcome === "ok") return true;
  return outcome === "keyword" ? false : null;
}
