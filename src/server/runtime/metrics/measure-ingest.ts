import type { ProbeReceipt, ProbeReport } from "#contracts/probe-rpc.ts";
import { checkCounts } from "./check-counts.ts";
import { count, meters, observe } from "./metrics.ts";

/** From this age on an observation is late. */
const LATE_MS = 15_000;

/** Private locations share one label: there may be thousands of them, and they are their workspaces' own. */
export function regionLabel(region: { code: string; workspaceId: string | null }): string {
  return region.workspaceId === null ? region.code : "private";
}

/** Stores a report by `save` and counts what it brought, once per report and not per observation. */
export async function measureIngest(
  of: { code: string; workspaceId: string | null },
  report: ProbeReport,
  save: () => Promise<ProbeReceipt>,
): Promise<ProbeReceipt> {
  if (!meters().isOn) return save();
  const region = regionLabel(of);
  const startedMs = performance.now();
  try {
    const receipt = await save();
    observe("uptick_ingest_duration_seconds", { region }, (performance.now() - startedMs) / 1_000);
    count("uptick_ingest_batches_total", { region, result: "stored" });
    countReport(region, report, receipt);
    return receipt;
  } catch (error) {
    count("uptick_ingest_batches_total", { region, result: "failed" });
    throw error;
  }
}

function countReport(region: string, { ticks, gaps }: ProbeReport, receipt: ProbeReceipt): void {
  count("uptick_ingest_ticks_total", { region, result: "accepted" }, receipt.accepted);
  count("uptick_ingest_ticks_total", { region, result: "duplicate" }, receipt.duplicates);
  count("uptick_ingest_ticks_total", { region, result: "dropped" }, receipt.dropped);
  const gapsBy = new Map<string, number>();
  for (const { reason } of gaps) gapsBy.set(reason, (gapsBy.get(reason) ?? 0) + 1);
  for (const [reason, by] of gapsBy) count("uptick_gaps_total", { source: "probe", reason }, by);
  // A report that was stored before is a repeat of the whole.
  if (receipt.accepted === 0) return;
  const lateBeforeMs = Date.now() - LATE_MS;
  const late = ticks.filter(({ scheduledAt }) => scheduledAt < lateBeforeMs).length;
  count("uptick_ingest_late_ticks_total", { region }, late);
  observe(
    "uptick_check_duration_seconds",
    { region },
    ticks.map(({ totalUs }) => totalUs / 1_000_000),
  );
  observe(
    "uptick_check_deviation_seconds",
    { region },
    ticks.map(({ lateMs }) => Math.max(0, lateMs) / 1_000),
  );
  checkCounts().add(region, ticks);
}
