import { proofNameOf } from "#domain/status/domain-proof.ts";
import type { Deps } from "#server/runtime/deps.ts";
import { judgeDomain } from "#server/store/judge-domain.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";
import { type DomainRow, takeDueClaims } from "#server/store/status-domain-store.ts";

const MOST_AT_ONCE = 200;
const BESIDE_ONE_ANOTHER = 20;

/** Looks again at the proofs of custom domains that are due. A look takes 5 s at most. */
export async function checkDomains(deps: Deps): Promise<number> {
  const at = new Date(deps.clock());
  const claims = await takeDueClaims(deps.pool, { at, limit: MOST_AT_ONCE });
  for (let from = 0; from < claims.length; from += BESIDE_ONE_ANOTHER) {
    await Promise.all(claims.slice(from, from + BESIDE_ONE_ANOTHER).map((claim) => look(deps, claim)));
  }
  return claims.length;
}

async function look(deps: Deps, { pageId, domain, proof }: DomainRow): Promise<void> {
  const answer = await deps.resolveTxt(proofNameOf(domain));
  const at = new Date(deps.clock());
  await inTransaction(deps.pool, (sql) => judgeDomain(sql, { pageId, domain, proof, answer, at }));
}
