import type { TxtAnswer } from "#contracts/txt-answer.ts";
import { judgeProof, type ProofDecision } from "#domain/status/domain-proof.ts";
import type { Sql } from "./prisma.ts";
import {
  type ClaimState,
  type DomainRow,
  lockClaims,
  recordFinding,
  saveClaimState,
} from "./status-domain-store.ts";

type Look = { pageId: string; domain: string; proof: string; answer: TxtAnswer; at: Date };

/**
 * Decides by what a look found whose the domain is, and writes it down; the caller's transaction holds all claims of it
 * meanwhile. Null: the claim is another one by now, so the look says nothing of it.
 */
export async function judgeDomain(sql: Sql, look: Look): Promise<ProofDecision["kind"] | null> {
  const claims = await lockClaims(sql, look.domain);
  const own = claims.find(({ pageId, proof }) => pageId === look.pageId && proof === look.proof);
  if (!own) return null;
  const holder = claims.find(({ pageId, verifiedAt }) => pageId !== own.pageId && verifiedAt !== null);
  const claim = {
    ...own,
    isProven: own.verifiedAt !== null,
    missingSince: own.missingSince?.getTime() ?? null,
  };
  const { answer, at } = look;
  const decision = judgeProof({ claim, answer, holderProof: holder?.proof ?? null }, at.getTime());
  // The index lets one page have the domain: who loses it comes first.
  if (decision.kind === "proven" && holder) await takeBack(sql, holder, { at, problem: YIELDED });
  await saveClaimState(sql, { pageId: own.pageId, checkedAt: at, state: stateAfter(own, decision, at) });
  const action = ACTION_OF[decision.kind];
  const isNews = decision.kind === "taken_back" || (decision.kind === "proven" && own.verifiedAt === null);
  if (isNews && action !== undefined) await recordFinding(sql, { ...own, action, at });
  return decision.kind;
}

const YIELDED = "The record is gone, and another status page has proven the domain.";
const ACTION_OF: Partial<Record<ProofDecision["kind"], string>> = {
  proven: "status_page.domain_proven",
  taken_back: "status_page.domain_lost",
};

async function takeBack(sql: Sql, holder: DomainRow, { at, problem }: { at: Date; problem: string }) {
  const state = { verifiedAt: null, missingSince: null, problem };
  await saveClaimState(sql, { pageId: holder.pageId, checkedAt: at, state });
  await recordFinding(sql, { ...holder, action: "status_page.domain_lost", at });
}

function stateAfter(own: DomainRow, decision: ProofDecision, at: Date): ClaimState {
  const { verifiedAt, missingSince } = own;
  switch (decision.kind) {
    case "proven":
      return { verifiedAt: verifiedAt ?? at, missingSince: null, problem: null };
    case "waiting":
    case "taken_back":
      return { verifiedAt: null, missingSince: null, problem: decision.problem };
    case "missing":
      return { verifiedAt, missingSince: new Date(decision.since), problem: decision.problem };
    case "unchanged":
      return { verifiedAt, missingSince, problem: decision.problem };
  }
}
