import { dropWaiting, writeDeliveries } from "./delivery-write-store.ts";
import { type Message, planMessages } from "./plan-messages.ts";
import type { Sql } from "./prisma.ts";
import { listTold } from "./recipient-store.ts";

type Part = Pick<Message, "incidentId" | "severity"> & {
  /** The incident that it was merged into, at the top of them all. */
  wholeId: string;
  wholeTitle: string;
  round: number;
  openedAtMs: number;
};

const BECAUSE = "Nobody was told: it was over before the message left.";

/**
 * Tells of incidents that are over, however they ended. What was merged into one was a part of it: whoever was told of the
 * part is told of its end, so that a receiver closes what it opened. F40: a beginning that was held and never left makes
 * its end no news either.
 */
export async function tellEnds(
  sql: Sql,
  given: { ends: readonly Message[]; changesJson: string; nowMs: number },
): Promise<number> {
  const { ends, changesJson, nowMs } = given;
  if (ends.length === 0) return 0;
  const parts = await listParts(
    sql,
    ends.map(({ incidentId }) => incidentId),
  );
  const news = [...ends, ...parts.flatMap((part) => toMessages(part, ends))];
  const incidentIds = news.map(({ incidentId }) => incidentId);
  await dropWaiting(sql, { incidentIds, because: BECAUSE, held: true, nowMs });
  const recipients = await listTold(sql, { incidentIds, nowMs });
  return writeDeliveries(sql, { changesJson, nowMs, deliveries: planMessages({ news, recipients, nowMs }) });
}

function toMessages(part: Part, ends: readonly Message[]): Message[] {
  const { incidentId, severity, round: ordinal } = part;
  return ends
    .filter((end) => end.incidentId === part.wholeId)
    .map((end) => ({
      ...end,
      incidentId,
      severity,
      ordinal,
      // The transition is another monitor's.
      seq: null,
      durationMs: Math.max(0, end.atMs - part.openedAtMs),
      reason: `It was merged into “${part.wholeTitle}”, which is over. ${end.reason}`,
    }));
}

/** What was merged into these incidents, and into that. */
async function listParts(sql: Sql, incidentIds: readonly string[]): Promise<Part[]> {
  const { rows } = await sql.query<Part>({
    name: "list-merged-parts",
    text: `WITH RECURSIVE part AS (
        SELECT id, merged_into_id AS whole_id FROM incident WHERE merged_into_id = ANY($1::uuid[])
        UNION SELECT incident.id, part.whole_id FROM part JOIN incident ON incident.merged_into_id = part.id
      )
      SELECT i.id AS "incidentId", part.whole_id AS "wholeId", coalesce(whole.title, m.name, whole.cause) AS "wholeTitle",
        i.severity, i.round, (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAtMs"
      FROM part
      JOIN incident i ON i.id = part.id
      JOIN incident whole ON whole.id = part.whole_id
      LEFT JOIN monitor m ON m.id = whole.monitor_id
      WHERE i.closed_at IS NOT NULL ORDER BY i.id`,
    values: [[...incidentIds]],
  });
  return rows;
}
