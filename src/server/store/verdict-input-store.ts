import { freshnessMs, slotsBetween } from "#domain/schedule/slots.ts";
import {
  type MissingReading,
  REPORT_BOUND_MS,
  type Reading,
  type VerdictInput,
} from "#domain/verdict/judgement.ts";
import { readingsOfRun, runWindowMs } from "#domain/verdict/rules.ts";
import type { JudgedMonitor } from "./judged-monitor-store.ts";
import type { Sql } from "./prisma.ts";
import { listGapSlots, listStoredTicks, type StoredTick, type WantedTicks } from "./reading-store.ts";
import { listRegionFaults } from "./region-fault-store.ts";
import { listWindows } from "./window-store.ts";

/** Confirmations that are asked for now keep clear of slots that are due until then. */
const SLOTS_AHEAD_MS = 30_000;
/** First looks and clicks come on top of the slots and the confirmations. */
const UNPLANNED_TICKS = 3;

export type MonitorInput = { monitor: JudgedMonitor; input: VerdictInput };

/** Everything that the monitors' verdicts follow from. */
export async function loadInputs(
  sql: Sql,
  asked: { monitors: readonly JudgedMonitor[]; nowMs: number },
): Promise<MonitorInput[]> {
  const { nowMs } = asked;
  const starts = asked.monitors.map((monitor) => ({ monitor, ...startOf(monitor, nowMs) }));
  const oldestMs = Math.min(...starts.map(({ fromMs }) => fromMs));
  const monitorIds = asked.monitors.map((monitor) => monitor.monitorId);
  const wanted = starts.flatMap((start) => toWanted(start, nowMs));
  const [ticks, gaps, faults, windows] = await Promise.all([
    listStoredTicks(sql, { nowMs, oldestMs, wanted }),
    listGapSlots(sql, { monitorIds, fromMs: oldestMs, nowMs }),
    listRegionFaults(sql, oldestMs),
    listWindows(sql, { monitorIds, fromMs: oldestMs, toMs: nowMs }),
  ]);

  return starts.map(({ monitor, memory }) => {
    const known = ticks.get(monitor.monitorId) ?? [];
    const input: VerdictInput = {
      memory,
      policy: monitor.policy,
      intervalMs: monitor.intervalMs,
      timeoutMs: monitor.timeoutMs,
      isInbound: monitor.isInbound,
      beganAt: monitor.beganAtMs,
      regions: monitor.grids.map((grid) => grid.region),
      readings: known.filter((tick) => tick.vote && isReading(tick)),
      missing: findMissing(
        { monitor, memory, nowMs },
        { known, gaps: gaps.get(monitor.monitorId) ?? new Set() },
      ),
      faults,
      windows: windows.get(monitor.monitorId) ?? [],
      mediansUs: monitor.mediansUs,
      nowMs,
    };
    return { monitor, input };
  });
}

type Start = { memory: VerdictInput["memory"]; fromMs: number };

/**
 * While all is well nobody is judged, and the memory lies far back: it is moved up to where reports may still change
 * something, or the time in between would look like silence.
 */
function startOf(monitor: JudgedMonitor, nowMs: number): Start {
  const { memory, policy, intervalMs, isInbound } = monitor;
  const isCalm = memory.shown === "up" && memory.raw === "up";
  const at = isCalm ? Math.max(memory.at, oldestMissingMs(monitor, nowMs)) : memory.at;
  // Of what comes in by itself all that is kept: a job may run once a month.
  return { memory: { ...memory, at }, fromMs: isInbound ? 0 : at - runWindowMs(policy, intervalMs) };
}

function toWanted(
  { monitor, memory, fromMs }: Start & { monitor: JudgedMonitor },
  nowMs: number,
): WantedTicks[] {
  const { monitorId, intervalMs, policy } = monitor;
  const sinceMs = Math.min(memory.at, oldestMissingMs(monitor, nowMs));
  const confirmed = Math.max(policy.failuresInARow, policy.successesInARow);
  const planned = Math.ceil((nowMs - sinceMs) / intervalMs) + confirmed;
  const most = readingsOfRun(policy) + planned + UNPLANNED_TICKS;
  return monitor.grids.map(({ regionId, region }) => ({ monitorId, regionId, region, fromMs, most }));
}

function isReading({ outcome }: Reading): boolean {
  return outcome !== "internal" && outcome !== "blocked";
}

type Sight = { monitor: JudgedMonitor; memory: VerdictInput["memory"]; nowMs: number };

/** Slots and confirmations that are still to come. Older ones have nothing to say: their decisions are made. */
function findMissing(
  { monitor, memory, nowMs }: Sight,
  { known, gaps }: { known: readonly StoredTick[]; gaps: ReadonlySet<string> },
): MissingReading[] {
  const { intervalMs } = monitor;
  if (monitor.isInbound) return [];
  const sinceMs = oldestMissingMs(monitor, nowMs);
  const due = monitor.grids.flatMap(({ region, offsetMs, fromMs }) =>
    slotsBetween(
      { intervalMs, offsetMs, fromMs, untilMs: null },
      { fromMs: sinceMs, toMs: nowMs + SLOTS_AHEAD_MS },
    ).map((scheduledAt) => ({ region, scheduledAt })),
  );
  const asked = memory.round?.asked.filter(({ scheduledAt }) => scheduledAt > sinceMs) ?? [];
  const come = new Set(known.map(slotName));
  return [...due, ...asked].filter((slot) => !come.has(slotName(slot)) && !gaps.has(slotName(slot)));
}

/** From here on a slot may still get its tick in time to be waited for. */
function oldestMissingMs({ timeoutMs, intervalMs }: JudgedMonitor, nowMs: number): number {
  return nowMs - timeoutMs - freshnessMs(intervalMs) - REPORT_BOUND_MS;
}

function slotName({ region, scheduledAt }: MissingReading): string {
  return `${region} ${scheduledAt}`;
}
