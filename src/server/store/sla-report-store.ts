import type { SlaReportItem } from "#contracts/sla-report.ts";
import type { Sql } from "./prisma.ts";

export type NewReport = {
  id: string;
  workspaceId: string;
  objectiveId: string;
  month: string;
  automatic: boolean;
  document: string;
  digest: string;
  madeAtMs: number;
  mailTo: readonly string[];
};

/** False when the month has made itself already. */
export async function insertReport(sql: Sql, report: NewReport): Promise<boolean> {
  const { rows } = await sql.query({
    name: "insert-sla-report",
    text: `INSERT INTO sla_report (id, workspace_id, objective_id, month, automatic, document, digest, made_at, mail_to, mail_due_at)
      SELECT $1::uuid, $2::uuid, o.id, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9::uuid[],
        CASE WHEN cardinality($9::uuid[]) > 0 THEN to_timestamp($8::float8 / 1000) END
      FROM objective o WHERE o.id = $3::uuid
      ON CONFLICT DO NOTHING RETURNING id`,
    values: [
      report.id,
      report.workspaceId,
      report.objectiveId,
      report.month,
      report.automatic,
      report.document,
      report.digest,
      report.madeAtMs,
      [...report.mailTo],
    ],
  });
  return rows.length === 1;
}

/** The newest first. */
export async function listReports(
  sql: Sql,
  asked: { workspaceId: string; objectiveId: string | null; limit: number },
): Promise<SlaReportItem[]> {
  const { rows } = await sql.query<SlaReportItem>({
    name: "list-sla-reports",
    text: `SELECT r.id, r.objective_id AS "objectiveId", r.month, r.automatic, r.digest,
        (extract(epoch FROM r.made_at) * 1000)::float8 AS "madeAt", r.document::jsonb->'objective'->>'name' AS name,
        r.document::jsonb->'result'->>'percent' AS percent, (r.document::jsonb->'result'->>'met')::boolean AS met,
        (r.document::jsonb->'objective'->>'targetMilli')::int AS "targetMilli"
      FROM (
        SELECT * FROM sla_report WHERE workspace_id = $1::uuid AND ($2::uuid IS NULL OR objective_id = $2::uuid)
        ORDER BY made_at DESC, id DESC LIMIT $3
      ) AS r ORDER BY r.made_at DESC, r.id DESC`,
    values: [asked.workspaceId, asked.objectiveId, asked.limit],
  });
  return rows;
}

/** Null in another workspace, too. */
export async function findReport(sql: Sql, key: { workspaceId: string; id: string }): Promise<string | null> {
  const { rows } = await sql.query<{ document: string }>({
    name: "find-sla-report",
    text: `SELECT document FROM sla_report WHERE id = $1::uuid AND workspace_id = $2::uuid`,
    values: [key.id, key.workspaceId],
  });
  return rows[0]?.document ?? null;
}

/** Which of the months have made themselves, as `<objective> <month>`. */
export async function listAutomaticMonths(sql: Sql, months: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql.query<{ key: string }>({
    name: "list-automatic-months",
    text: `SELECT objective_id || ' ' || month AS key FROM sla_report WHERE automatic AND month = ANY($1)`,
    values: [[...months]],
  });
  return new Set(rows.map(({ key }) => key));
}

const MAIL_ATTEMPTS = 8;
const RETRY_MIN = 15;

export type ReportMail = {
  id: string;
  document: string;
  workspaceName: string;
  to: { userId: string; email: string; locale: string | null }[];
};

/**
 * Takes one report that members wait for, and says when it is tried again if nobody says that it was sent. Whoever has left the
 * workspace is not written to. Null: none is due.
 */
export async function claimReportMail(sql: Sql, nowMs: number): Promise<ReportMail | null> {
  const { rows } = await sql.query<ReportMail>({
    name: "claim-report-mail",
    text: `UPDATE sla_report r SET mail_attempts = mail_attempts + 1,
        mail_due_at = CASE WHEN mail_attempts + 1 < ${MAIL_ATTEMPTS}
          THEN to_timestamp($1::float8 / 1000) + (mail_attempts + 1) * interval '${RETRY_MIN} min' END
      FROM workspace w
      WHERE w.id = r.workspace_id AND r.id = (
        SELECT id FROM sla_report WHERE mail_due_at <= to_timestamp($1::float8 / 1000)
        ORDER BY mail_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING r.id, r.document, w.name AS "workspaceName", coalesce((
        SELECT jsonb_agg(jsonb_build_object('userId', u.id, 'email', u.email, 'locale', u.locale) ORDER BY u.email)
        FROM member m JOIN "user" u ON u.id = m.user_id
        WHERE m.workspace_id = r.workspace_id AND m.user_id = ANY(r.mail_to) AND cardinality(m.tags) = 0), '[]') AS "to"`,
    values: [nowMs],
  });
  return rows[0] ?? null;
}

/** Those who were written to are not written to again. */
export async function noteReportMails(
  sql: Sql,
  sent: { id: string; userIds: readonly string[]; isDone: boolean },
): Promise<void> {
  await sql.query({
    name: "note-report-mails",
    text: `UPDATE sla_report SET mail_to = ARRAY(SELECT unnest(mail_to) EXCEPT SELECT unnest($2::uuid[])),
        mail_due_at = CASE WHEN $3 THEN NULL ELSE mail_due_at END WHERE id = $1::uuid`,
    values: [sent.id, [...sent.userIds], sent.isDone],
  });
}
