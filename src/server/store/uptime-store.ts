import type { RawVerdict } from "#domain/verdict/judgement.ts";
import type { Sql } from "./prisma.ts";

export type TimelineQuery = { monitorIds: readonly number[]; from: Date; to: Date };
export type RawStep = { at: number; raw: RawVerdict };

/** What each target did in [from, to): the state that it came in with and every change since, oldest first, by monitor id. */
export async function listRawSteps(sql: Sql, query: TimelineQuery): Promise<Map<number, RawStep[]>> {
  const steps = new Map<number, RawStep[]>();
  if (query.monitorIds.length === 0) return steps;
  const { rows } = await sql.query<RawStep & { monitorId: number }>({
    name: "list-raw-steps",
    text: `SELECT wanted.id AS "monitorId", step.raw, (extract(epoch FROM step.at) * 1000)::float8 AS at
      FROM unnest($1::int[]) AS wanted(id)
      CROSS JOIN LATERAL (
        (SELECT raw, at, seq FROM transition WHERE monitor_id = wanted.id AND at <= $2 ORDER BY at DESC, seq DESC LIMIT 1)
        UNION ALL
        (SELECT raw, at, seq FROM transition WHERE monitor_id = wanted.id AND at > $2 AND at < $3)
      ) AS step
      ORDER BY wanted.id, step.at, step.seq`,
    values: [[...query.monitorIds], query.from, query.to],
  });
  for (const { monitorId, ...step } of rows) {
    const own = steps.get(monitorId);
    if (own) own.push(step);
    else steps.set(monitorId, [step]);
  }
  return steps;
}
