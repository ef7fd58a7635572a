import type { Verdict } from "#contracts/verdict.ts";
import type { Sql } from "./prisma.ts";
import {
  listReadings,
  lockMonitorStates,
  type StoredReading,
  saveVerdictChanges,
  type VerdictChange,
} from "./verdict-store.ts";

type Decision = { kind: "unchanged" } | { kind: "changed"; to: Verdict; reason: string; at: number };

export type Judge = {
  evaluate: (input: {
    verdict: Verdict;
    intervalMs: number;
    readings: readonly StoredReading[];
    nowMs: number;
  }) => Decision;
  nowMs: number;
  newId: () => string;
};

/** How many verdicts changed, and how many deliveries were put into the outbox for that. */
export type Judged = { changed: number; deliveries: number };

/** Loads what the decision needs, asks it and saves what it changed, inside the caller's transaction. */
export async function judgeMonitors(sql: Sql, monitorIds: readonly number[], judge: Judge): Promise<Judged> {
  if (monitorIds.length === 0) return { changed: 0, deliveries: 0 };
  const monitors = await lockMonitorStates(sql, monitorIds);
  if (monitors.length === 0) return { changed: 0, deliveries: 0 };
  const readings = await listReadings(sql, {
    monitorIds: monitors.map((monitor) => monitor.monitorId),
    nowMs: judge.nowMs,
  });

  const changes: VerdictChange[] = [];
  for (const monitor of monitors) {
    const inputs = readings.get(monitor.monitorId) ?? [];
    const decision = judge.evaluate({ ...monitor, readings: inputs, nowMs: judge.nowMs });
    if (decision.kind === "unchanged") continue;
    changes.push({ ...decision, monitor, inputs, incidentId: judge.newId() });
  }
  const deliveries = await saveVerdictChanges(sql, { changes, nowMs: judge.nowMs });
  return { changed: changes.length, deliveries };
}
