import type { Sql } from "./prisma.ts";
import type { Decided } from "./verdict-store.ts";

/** Opens, words and ends what is shown of single regions; nothing is written where there is nothing to show. */
export async function saveAdvisories(
  sql: Sql,
  { decided, nowMs }: { decided: readonly Decided[]; nowMs: number },
): Promise<void> {
  const concerned = decided.filter(
    ({ monitor, judgement }) => monitor.hasAdvisory || judgement.advisories.length > 0,
  );
  if (concerned.length === 0) return;
  const rows = concerned.flatMap(({ monitor, judgement }) =>
    judgement.advisories.flatMap(({ region, since, reason }) => {
      const grid = monitor.grids.find((one) => one.region === region);
      if (grid === undefined) return [];
      return [{ monitor_id: monitor.monitorId, region_id: grid.regionId, from_ms: since, reason }];
    }),
  );
  await sql.query({
    name: "save-advisories",
    text: `WITH wanted AS (
        SELECT * FROM jsonb_to_recordset($2::jsonb)
          AS row(monitor_id int, region_id smallint, from_ms float8, reason text)
      ), ended AS (
        UPDATE advisory SET to_at = greatest(from_at, to_timestamp($3 / 1000.0))
        WHERE monitor_id = ANY($1) AND to_at IS NULL AND NOT EXISTS (
          SELECT FROM wanted WHERE wanted.monitor_id = advisory.monitor_id AND wanted.region_id = advisory.region_id
        )
      )
      INSERT INTO advisory (id, monitor_id, region_id, from_at, reason)
      SELECT gen_random_uuid(), monitor_id, region_id, to_timestamp(from_ms / 1000), reason FROM wanted
      ON CONFLICT (monitor_id, region_id) WHERE to_at IS NULL DO UPDATE SET reason = excluded.reason
      WHERE advisory.reason <> excluded.reason`,
    values: [concerned.map(({ monitor }) => monitor.monitorId), JSON.stringify(rows), nowMs],
  });
}
