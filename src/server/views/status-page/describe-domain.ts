import type { StatusDomainView } from "#contracts/status-page.ts";
import { proofNameOf } from "#domain/status/domain-proof.ts";
import type { DomainRow } from "#server/store/status-domain-store.ts";

export function describeDomain(row: DomainRow, appUrl: string): StatusDomainView {
  return {
    domain: row.domain,
    record: { name: proofNameOf(row.domain), type: "TXT", value: row.proof },
    target: new URL(appUrl).hostname,
    state: stateOf(row),
    verifiedAt: row.verifiedAt?.getTime() ?? null,
    checkedAt: row.checkedAt?.getTime() ?? null,
    problem: row.problem,
  };
}

function stateOf({ verifiedAt, missingSince }: DomainRow): StatusDomainView["state"] {
  if (verifiedAt === null) return "waiting";
  return missingSince === null ? "proven" : "missing";
}
