import type { ProbeReport } from "#contracts/probe-rpc.ts";
import type { Sql } from "./prisma.ts";

/**
 * The part of a report that a region may make. A private location speaks of the monitors of its workspace only: whatever
 * else its probe sends is left out.
 */
export async function keepOwnReport(
  sql: Sql,
  given: { region: { workspaceId: string | null }; report: ProbeReport },
): Promise<ProbeReport> {
  const { region, report } = given;
  if (region.workspaceId === null) return report;
  const named = new Set([...report.ticks, ...report.gaps].map(({ monitorId }) => monitorId));
  const { rows } = await sql.query<{ id: number }>({
    name: "list-own-monitors",
    text: "SELECT id FROM monitor WHERE id = ANY($1::int[]) AND workspace_id = $2",
    values: [[...named], region.workspaceId],
  });
  const own = new Set(rows.map(({ id }) => id));
  return {
    ...report,
    ticks: report.ticks.filter(({ monitorId }) => own.has(monitorId)),
    gaps: report.gaps.filter(({ monitorId }) => own.has(monitorId)),
  };
}
