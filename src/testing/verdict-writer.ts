import { uuidv7 } from "uuidv7";
import type { EscalationSteps } from "#contracts/escalation.ts";
import type { Severity } from "#contracts/policy.ts";
import type { Verdict } from "#contracts/verdict.ts";
import { insertDeliveries } from "#server/store/outbox-store.ts";
import type { Pool, Sql } from "#server/store/prisma.ts";
import { inTransaction } from "#server/store/sql-transaction.ts";

export type Step = {
  monitorId: number;
  to: Verdict;
  /** Left out: as `to` says, and where that does not say it, as before. */
  raw?: Verdict;
  at: number;
  severity?: Severity;
  escalation?: EscalationSteps;
  remindEveryMs?: number;
};

/** Writes verdicts, transitions and incidents as the judge does, and what people have to be told, in one transaction. */
export function writeVerdicts(pool: Pool, given: { steps: readonly Step[]; nowMs: number }): Promise<number> {
  return inTransaction(pool, async (sql) => {
    const changes: object[] = [];
    for (const step of given.steps) changes.push(await writeStep(sql, step));
    return insertDeliveries(sql, { changesJson: JSON.stringify(changes), nowMs: given.nowMs });
  });
}

/** A confirmation that is under way, as the judge remembers it. */
export async function beginRound(pool: Pool, round: { monitorId: number; at: number }): Promise<void> {
  await pool.query(
    `UPDATE monitor_state SET memory = jsonb_build_object('round', jsonb_build_object('at', $2::float8, 'asked', '[]'::jsonb))
     WHERE monitor_id = $1`,
    [round.monitorId, round.at],
  );
}

async function writeStep(sql: Sql, step: Step): Promise<object> {
  const { rows } = await sql.query<{ seq: number; was: Verdict; raw: Verdict; workspaceId: string }>(
    `SELECT s.seq + 1 AS seq, s.verdict AS was, s.raw, m.workspace_id AS "workspaceId"
     FROM monitor_state s JOIN monitor m ON m.id = s.monitor_id WHERE s.monitor_id = $1 FOR UPDATE OF s`,
    [step.monitorId],
  );
  const [state] = rows;
  if (!state) throw new Error("There is no such monitor.");
  const reason = `It is ${step.to}.`;
  const raw = step.raw ?? (step.to === "up" || step.to === "down" ? step.to : state.raw);
  await sql.query(
    `UPDATE monitor_state SET verdict = $2, raw = $5, seq = $3, since = to_timestamp($4 / 1000.0), memory = '{}'
     WHERE monitor_id = $1`,
    [step.monitorId, step.to, state.seq, step.at, raw],
  );
  await sql.query(
    `INSERT INTO transition (monitor_id, seq, workspace_id, "from", "to", raw, at, reason, inputs)
     VALUES ($1, $2, $3, $4, $5, $8, to_timestamp($6 / 1000.0), $7, '[]')`,
    [step.monitorId, state.seq, state.workspaceId, state.was, step.to, step.at, reason, raw],
  );
  await writeIncident(sql, step, { ...state, reason });
  const { monitorId, to, at } = step;
  return {
    monitor_id: monitorId,
    seq: state.seq,
    was: state.was,
    becomes: to,
    at_ms: at,
    reason,
    inputs: [],
  };
}

async function writeIncident(
  sql: Sql,
  step: Step,
  { seq, workspaceId, reason }: { seq: number; workspaceId: string; reason: string },
): Promise<void> {
  if (step.to === "up") {
    await sql.query(
      `UPDATE incident SET closed_at = to_timestamp($2 / 1000.0), closed_seq = $3, next_step_at = NULL,
         next_reminder_at = NULL WHERE monitor_id = $1 AND closed_at IS NULL`,
      [step.monitorId, step.at, seq],
    );
  }
  if (step.to !== "down" && step.to !== "degraded" && step.to !== "flapping") return;
  const { escalation, remindEveryMs, severity = "normal" } = step;
  const firstStepMs = escalation?.steps[0] ? step.at + escalation.steps[0].afterMin * 60_000 : null;
  await sql.query(
    `INSERT INTO incident (id, workspace_id, monitor_id, severity, worst, opened_at, opened_seq, cause, escalation,
       next_step_at, remind_every_ms, next_reminder_at)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), $7, $8, $9, to_timestamp($10 / 1000.0), $11::int,
       to_timestamp($6 / 1000.0) + $11 * interval '1 ms')
     ON CONFLICT (monitor_id) WHERE closed_at IS NULL DO UPDATE SET worst = CASE
       WHEN excluded.worst = 'down' OR incident.worst = 'degraded' THEN excluded.worst ELSE incident.worst END`,
    [
      uuidv7(),
      workspaceId,
      step.monitorId,
      severity,
      step.to,
      step.at,
      seq,
      reason,
      escalation ? JSON.stringify(escalation) : null,
      firstStepMs,
      remindEveryMs ?? null,
    ],
  );
}
