import type { TxtAnswer } from "#contracts/txt-answer.ts";

/** How long a proven domain without its record still leads to the page: a name server may be set up anew meanwhile. */
export const GRACE_MS = 3 * 86_400_000;

/** Where the record must be. */
export function proofNameOf(domain: string): string {
  return `_uptick.${domain}`;
}

export type Claim = { domain: string; proof: string; isProven: boolean; missingSince: number | null };

/** `problem` is a sentence for the page's owners; `from` of what is missing is when that was seen first. */
export type ProofDecision =
  | { kind: "proven" }
  | { kind: "waiting"; problem: string }
  | { kind: "missing"; since: number; problem: string }
  | { kind: "taken_back"; problem: string }
  /** Nothing was learnt: what holds, holds. */
  | { kind: "unchanged"; problem: string };

/**
 * Whether the domain is the page's, by the records that its zone has now. `holderProof` is that of another page to which
 * the domain is proven; null: to none. It yields only when its own record is gone.
 */
export function judgeProof(
  { claim, answer, holderProof }: { claim: Claim; answer: TxtAnswer; holderProof: string | null },
  nowMs: number,
): ProofDecision {
  const name = proofNameOf(claim.domain);
  if (answer.kind === "failed") return { kind: "unchanged", problem: answer.why };
  const isFound = hasProof(answer, claim.proof);
  if (isFound && holderProof !== null && hasProof(answer, holderProof)) {
    return { kind: "waiting", problem: `Another status page has this domain: remove its record at ${name}.` };
  }
  if (isFound) return { kind: "proven" };
  const problem = describeAbsence(answer, name);
  if (!claim.isProven) return { kind: "waiting", problem };
  const since = claim.missingSince ?? nowMs;
  if (nowMs - since < GRACE_MS) return { kind: "missing", since, problem };
  return { kind: "taken_back", problem: `The record at ${name} has been gone for three days.` };
}

export function hasProof(answer: TxtAnswer, proof: string): boolean {
  return answer.kind === "records" && answer.texts.some((text) => text.trim() === proof);
}

function describeAbsence(answer: TxtAnswer, name: string): string {
  if (answer.kind === "none") return `There is no TXT record at ${name} yet.`;
  return `The TXT record at ${name} has another value.`;
}
