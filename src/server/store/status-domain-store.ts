import { uuidv7 } from "uuidv7";
import type { Sql } from "./prisma.ts";

export type DomainRow = {
  pageId: string;
  workspaceId: string;
  domain: string;
  proof: string;
  verifiedAt: Date | null;
  checkedAt: Date | null;
  missingSince: Date | null;
  problem: string | null;
};

const COLUMNS = `d.page_id AS "pageId", p.workspace_id AS "workspaceId", d.domain, d.proof, d.verified_at AS "verifiedAt",
  d.checked_at AS "checkedAt", d.missing_since AS "missingSince", d.problem`;
const FROM = "status_domain d JOIN status_page p ON p.id = d.page_id";

export async function findDomain(sql: Sql, pageId: string): Promise<DomainRow | null> {
  const { rows } = await sql.query<DomainRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE d.page_id = $1::uuid`, [
    pageId,
  ]);
  return rows[0] ?? null;
}

/** A new claim, which nothing has proven. */
export async function saveClaim(
  sql: Sql,
  claim: { pageId: string; domain: string; proof: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO status_domain (page_id, domain, proof) VALUES ($1::uuid, $2, $3)
     ON CONFLICT (page_id) DO UPDATE SET domain = excluded.domain, proof = excluded.proof,
       verified_at = NULL, checked_at = NULL, missing_since = NULL, problem = NULL RETURNING page_id`,
    [claim.pageId, claim.domain, claim.proof],
  );
}

export async function removeClaim(sql: Sql, pageId: string): Promise<void> {
  await sql.query("DELETE FROM status_domain WHERE page_id = $1::uuid RETURNING page_id", [pageId]);
}

/** Everybody's claims of one domain, held until the transaction ends: who of them has it is decided once. */
export async function lockClaims(sql: Sql, domain: string): Promise<DomainRow[]> {
  const { rows } = await sql.query<DomainRow>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE d.domain = $1 ORDER BY d.page_id FOR UPDATE OF d`,
    [domain],
  );
  return rows;
}

export type ClaimState = Pick<DomainRow, "verifiedAt" | "missingSince" | "problem">;

export async function saveClaimState(
  sql: Sql,
  claim: { pageId: string; checkedAt: Date; state: ClaimState },
): Promise<void> {
  const { verifiedAt, missingSince, problem } = claim.state;
  await sql.query(
    `UPDATE status_domain SET verified_at = $2::timestamptz, missing_since = $3::timestamptz, problem = $4,
       checked_at = $5::timestamptz WHERE page_id = $1::uuid RETURNING page_id`,
    [claim.pageId, verifiedAt, missingSince, problem, claim.checkedAt],
  );
}

/** Uptick's own finding, in the page's audit log. */
export async function recordFinding(
  sql: Sql,
  finding: { workspaceId: string; pageId: string; action: string; domain: string; at: Date },
): Promise<void> {
  await sql.query(
    `INSERT INTO audit_entry (id, workspace_id, actor, action, subject, detail, created_at)
     VALUES ($1::uuid, $2::uuid, 'Uptick', $3, $4, $5::jsonb, $6::timestamptz) RETURNING id`,
    [
      uuidv7(),
      finding.workspaceId,
      finding.action,
      finding.pageId,
      JSON.stringify({ after: { domain: finding.domain } }),
      finding.at,
    ],
  );
}

const WAITING_EVERY = "interval '10 minutes'";
const PROVEN_EVERY = "interval '1 day'";
const MISSING_EVERY = "interval '1 hour'";

/**
 * Claims that are to be looked at, the longest not looked at first. They count as looked at from then on, so that calls
 * that overlap do not look twice, and a look that dies is made again the next time.
 */
export async function takeDueClaims(sql: Sql, asked: { at: Date; limit: number }): Promise<DomainRow[]> {
  const { rows } = await sql.query<DomainRow>({
    name: "take-due-status-domains",
    text: `WITH due AS (
        SELECT page_id FROM status_domain
        WHERE checked_at IS NULL OR checked_at <= $1::timestamptz - CASE WHEN verified_at IS NULL THEN ${WAITING_EVERY}
          WHEN missing_since IS NULL THEN ${PROVEN_EVERY} ELSE ${MISSING_EVERY} END
        ORDER BY checked_at NULLS FIRST LIMIT $2 FOR UPDATE SKIP LOCKED
      )
      UPDATE status_domain d SET checked_at = $1::timestamptz FROM due, status_page p
      WHERE d.page_id = due.page_id AND p.id = d.page_id RETURNING ${COLUMNS}`,
    values: [asked.at, asked.limit],
  });
  return rows;
}
