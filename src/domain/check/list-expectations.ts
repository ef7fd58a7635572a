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
  /** What belongs to the kind itself, such as records or an expiry, in the words of the evidence. */
  | { kind: "own"; message: string }
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
  const own = judgeOwn(check, result);
  if (own !== null) list.push(own);
  for (const { text, observed, held } of evidence.assertions ?? []) {
    list.push({ kind: "assertion", held, text, observed });
  }
  return list;
}

function statusHeld({ outcome, status }: TrialResult): boolean | null {
  if (status === null || outcome === "redirect") return null;
  return outcome !== "status" && outcome !== "auth";
}

/** The body is looked at only after the right status, and before the certificate and the assertions. */
function keywordHeld(outcome: Outcome): boolean | null {
  if (outcome === "keyword") return false;
  return outcome === "ok" || outcome === "expiry" || outcome === "assertion" ? true : null;
}

/** Outcomes of an answer that is not what the kind of check expects. */
const OWN_FAILURES: readonly Outcome[] = ["assertion", "expiry", "auth", "protocol", "status", "tls"];

/** Null where the lines beside it say as much, and where it did not come to that. */
function judgeOwn(check: Check, { outcome, evidence }: TrialResult): Expectation | null {
  const { message, assertions = [] } = evidence;
  // Assertions are judged last: the message is about the first of them that does not hold.
  if (assertions.length > 0 && outcome === "assertion") return null;
  if (check.kind === "http" && outcome !== "expiry" && outcome !== "protocol") return null;
  if (OWN_FAILURES.includes(outcome)) return { kind: "own", held: false, message };
  return outcome === "ok" && message !== "" ? { kind: "own", held: true, message } : null;
}
