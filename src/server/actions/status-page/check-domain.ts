import type { StatusDomainView } from "#contracts/status-page.ts";
import type { ResolveTxt } from "#contracts/txt-answer.ts";
import { proofNameOf } from "#domain/status/domain-proof.ts";
import { AppError } from "#server/runtime/app-error.ts";
import { forgetStatusPage } from "#server/runtime/snapshot-cache.ts";
import { judgeDomain } from "#server/store/judge-domain.ts";
import { sqlOf } from "#server/store/sql-of.ts";
import { findDomain } from "#server/store/status-domain-store.ts";
import type { ActionDeps, Caller } from "../caller.ts";
import { inTransaction } from "../monitor/in-transaction.ts";
import { requirePerMinute } from "../require-per-minute.ts";
import { requirePageEditor } from "./change-page.ts";

const PER_MINUTE = 10;

export type DomainLook = { id: string } & Pick<StatusDomainView, "state" | "problem">;

/** Looks for the record now. What was found is a sentence in `problem`; null: it is there. */
export async function checkDomain(
  deps: ActionDeps & { resolveTxt: ResolveTxt },
  caller: Caller,
  id: string,
): Promise<DomainLook> {
  requirePageEditor(caller);
  const sql = sqlOf(deps.db);
  const { workspaceId } = caller.actor;
  const claim = await findDomain(sql, id);
  if (claim?.workspaceId !== workspaceId) throw new AppError("not_found", "This page claims no domain.");
  const key = `check-domain:${workspaceId}`;
  await requirePerMinute(deps.db, { key, limit: PER_MINUTE, noun: "looks", at: deps.now() });

  const answer = await deps.resolveTxt(proofNameOf(claim.domain));
  await inTransaction(deps, (tx) => judgeDomain(sqlOf(tx), { ...claim, answer, at: deps.now() }));
  forgetStatusPage(id);
  const after = await findDomain(sql, id);
  if (!after) throw new AppError("not_found", "This page claims no domain any more.");
  const state = after.verifiedAt === null ? "waiting" : after.missingSince === null ? "proven" : "missing";
  return { id, state, problem: after.problem };
}
