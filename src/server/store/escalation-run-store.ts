import * as z from "zod";
import { type EscalationStep, Rotation } from "#contracts/escalation.ts";
import { findTurn, type OnCallPlan } from "#domain/notification/on-call.ts";
import type { Sql } from "./prisma.ts";

const Plan = z.object({
  rotation: Rotation,
  overrides: z.array(z.object({ channelId: z.string(), startsAt: z.number(), endsAt: z.number() })),
});

/** Whom each of the steps tells at that moment, who is on call included. */
export async function listStepChannels(
  sql: Sql,
  asked: { steps: readonly EscalationStep[]; nowMs: number },
): Promise<string[][]> {
  const scheduleIds = [...new Set(asked.steps.flatMap((step) => step.scheduleIds))];
  const plans = await findPlans(sql, { scheduleIds, nowMs: asked.nowMs });
  return asked.steps.map((step) => {
    const onCall = step.scheduleIds.flatMap((id) => {
      const plan = plans.get(id);
      const turn = plan ? findTurn(plan, asked.nowMs) : null;
      return turn === null ? [] : [turn.channelId];
    });
    return [...new Set([...step.channelIds, ...onCall])];
  });
}

async function findPlans(
  sql: Sql,
  asked: { scheduleIds: readonly string[]; nowMs: number },
): Promise<Map<string, OnCallPlan>> {
  if (asked.scheduleIds.length === 0) return new Map();
  const { rows } = await sql.query<{ id: string }>({
    name: "find-on-call-plans",
    text: `SELECT s.id, s.rotation, coalesce((
        SELECT jsonb_agg(jsonb_build_object('channelId', o.channel_id,
          'startsAt', (extract(epoch FROM o.starts_at) * 1000)::float8,
          'endsAt', (extract(epoch FROM o.ends_at) * 1000)::float8) ORDER BY o.starts_at)
        FROM on_call_override o
        WHERE o.schedule_id = s.id AND o.ends_at > to_timestamp($2 / 1000.0)
      ), '[]') AS overrides
      FROM on_call_schedule s WHERE s.id = ANY($1::uuid[])`,
    values: [[...asked.scheduleIds], asked.nowMs],
  });
  return new Map(rows.map((row) => [row.id, Plan.parse(row)]));
}

/** The step at the start of the incident has been taken; `nextStepAtMs` null: it was the last. */
export async function saveFirstSteps(
  sql: Sql,
  taken: readonly { incidentId: string; nextStepAtMs: number | null }[],
): Promise<void> {
  const rows = taken.map((row) => ({ incident_id: row.incidentId, next_at_ms: row.nextStepAtMs }));
  await sql.query({
    name: "save-first-steps",
    text: `UPDATE incident SET next_step = 1, next_step_at = to_timestamp(next_at_ms / 1000)
      FROM jsonb_to_recordset($1::jsonb) AS row(incident_id uuid, next_at_ms float8)
      WHERE incident.id = incident_id AND incident.next_step = 0`,
    values: [JSON.stringify(rows)],
  });
}
