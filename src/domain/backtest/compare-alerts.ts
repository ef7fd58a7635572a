import type { BacktestAlert } from "#contracts/backtest.ts";
import type { Alert } from "./replay.ts";

/** An alert that ended this soon need not have woken anybody. */
const NOISE_MS = 120_000;

/**
 * Pairs the alerts of two policies: alerts of the same outage, in order, are kept; what is left over is lost or added.
 * Both lists are in order of time and do not overlap in themselves.
 */
export function compareAlerts(
  monitorId: string,
  { present, changed }: { present: readonly Alert[]; changed: readonly Alert[] },
): BacktestAlert[] {
  const rows: BacktestAlert[] = [];
  let nextPresent = 0;
  let nextChanged = 0;
  for (;;) {
    const was = present[nextPresent];
    const is = changed[nextChanged];
    if (was === undefined && is === undefined) return rows;
    if (was !== undefined && is !== undefined && isSameOutage(was, is)) {
      rows.push(toKept(monitorId, was, is));
      nextPresent += 1;
      nextChanged += 1;
    } else if (was !== undefined && (is === undefined || was.startedAt <= is.startedAt)) {
      rows.push(toLost(monitorId, was));
      nextPresent += 1;
    } else if (is !== undefined) {
      rows.push(toAdded(monitorId, is));
      nextChanged += 1;
    }
  }
}

function toKept(monitorId: string, was: Alert, is: Alert): BacktestAlert {
  return {
    monitorId,
    kind: "kept",
    presentAt: was.startedAt,
    newAt: is.startedAt,
    endedAt: is.endedAt,
    delayMs: is.startedAt - was.startedAt,
    isNoise: isNoise(is),
    reason: is.reason,
  };
}

function toLost(monitorId: string, was: Alert): BacktestAlert {
  const { startedAt, endedAt, reason } = was;
  const isShort = isNoise(was);
  return {
    monitorId,
    kind: "lost",
    presentAt: startedAt,
    newAt: null,
    endedAt,
    delayMs: null,
    isNoise: isShort,
    reason,
  };
}

function toAdded(monitorId: string, is: Alert): BacktestAlert {
  const { startedAt, endedAt, reason } = is;
  const isShort = isNoise(is);
  return {
    monitorId,
    kind: "added",
    presentAt: null,
    newAt: startedAt,
    endedAt,
    delayMs: null,
    isNoise: isShort,
    reason,
  };
}

function isNoise({ startedAt, endedAt }: Alert): boolean {
  return endedAt !== null && endedAt - startedAt <= NOISE_MS;
}

/** One may have ended before the other began: the outages count, from their first failures on. */
function isSameOutage(one: Alert, other: Alert): boolean {
  return beginOf(one) < endOf(other) && beginOf(other) < endOf(one);
}

function beginOf(alert: Alert): number {
  return alert.firstFailedAt ?? alert.startedAt;
}

function endOf(alert: Alert): number {
  return alert.endedAt ?? Number.POSITIVE_INFINITY;
}
