import type { Reading } from "#domain/verdict/judgement.ts";
import { type JudgedMonitor, listHistoryReadings } from "#server/store/history-store.ts";
import type { Sql } from "#server/store/prisma.ts";

/** Also how many readings are in memory at a time, confirmations and late ones aside. */
const READINGS_PER_SLICE = 2_000;
const LONGEST_SLICE_MS = 86_400_000;

export type HistoryPeriod = { fromMs: number; toMs: number };

/** A monitor's readings in the order in which the checks were completed, slice by slice. */
export async function* readHistory(
  sql: Sql,
  monitor: Pick<JudgedMonitor, "id" | "intervalMs" | "regions">,
  period: HistoryPeriod,
): AsyncGenerator<Reading[]> {
  const regions = Math.max(1, monitor.regions.length);
  const sliceMs = Math.min(LONGEST_SLICE_MS, (monitor.intervalMs * READINGS_PER_SLICE) / regions);
  let held: Reading[] = [];
  for (let fromMs = period.fromMs; fromMs < period.toMs; fromMs += sliceMs) {
    const toMs = Math.min(fromMs + sliceMs, period.toMs);
    const found = await listHistoryReadings(sql, {
      monitorId: monitor.id,
      from: new Date(fromMs),
      to: new Date(toMs),
    });
    const known = [...held, ...found].sort(byCompletion);
    // What was completed after the slice may follow a reading of the next one.
    const isLast = toMs === period.toMs;
    held = isLast ? [] : known.filter((reading) => reading.at >= toMs);
    yield isLast ? known : known.filter((reading) => reading.at < toMs);
  }
}

function byCompletion(a: Reading, b: Reading): number {
  return a.at - b.at || a.scheduledAt - b.scheduledAt || (a.region < b.region ? -1 : 1);
}
