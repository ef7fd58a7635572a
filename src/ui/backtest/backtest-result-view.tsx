"use client";

import Link from "next/link";
import type { BacktestAlert, BacktestResult } from "#contracts/backtest.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { formatCount } from "#ui/format/format-count.ts";
import { formatDuration } from "#ui/format/format-duration.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { ALERT_LOOKS, describeDelay, describeTotals, totalsOf } from "./backtest-words.ts";

const GRID =
  "lg:grid lg:grid-cols-[5.5rem_minmax(0,11rem)_8.5rem_8.5rem_6.5rem_minmax(0,1fr)] lg:gap-4 lg:items-start";

/** Every number has been counted on the server; `isWhole` is false while monitors are still to come. */
export function BacktestResultView({ result, isWhole }: { result: BacktestResult; isWhole: boolean }) {
  const totals = totalsOf(result);
  const names = new Map(result.monitors.map(({ id, name }) => [id, name]));
  const checks = result.monitors.reduce((sum, monitor) => sum + monitor.ticks, 0);
  return (
    <>
      <p className="px-4 pt-4 text-sm font-medium" aria-live="polite">
        {isWhole ? describeTotals(totals) : `So far: ${describeTotals(totals)}`}
      </p>
      <dl className="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-6">
        <Figure label="Present rules" value={formatCount(totals.present)} note="alerts" />
        <Figure label="New rules" value={formatCount(totals.next)} note="alerts" />
        <Figure label="Lost" value={formatCount(totals.lost)} note="only the present ones" />
        <Figure label="Added" value={formatCount(totals.added)} note="only the new ones" />
        <Figure label="Noise" value={formatCount(totals.noise)} note="new, over in 2 min" />
        <Figure label="Checks" value={formatCount(checks)} note="replayed" />
      </dl>
      {checks === 0 && isWhole && (
        <p className="border-t px-4 py-8 text-center text-sm text-ink-3">
          No checks of these monitors are stored from that period. Choose a later one.
        </p>
      )}
      {result.alerts.length > 0 && <AlertTable alerts={result.alerts} names={names} />}
      {result.isCut && (
        <p className="border-t px-4 py-3 text-xs text-ink-3">
          There were more alerts than are listed. Choose fewer monitors or a shorter period to see each.
        </p>
      )}
    </>
  );
}

type AlertTableProps = { alerts: readonly BacktestAlert[]; names: ReadonlyMap<string, string> };

function AlertTable({ alerts, names }: AlertTableProps) {
  return (
    <>
      <div aria-hidden className={`hidden border-y px-4 py-2 text-xs font-medium text-ink-3 ${GRID}`}>
        <span>Change</span>
        <span>Monitor</span>
        <span>Present alert</span>
        <span>New alert</span>
        <span>Difference</span>
        <span>Why</span>
      </div>
      <ul className="divide-y max-lg:border-t" aria-label="Alerts">
        {alerts.map((alert) => (
          <AlertRow
            key={`${alert.monitorId} ${alert.presentAt} ${alert.newAt}`}
            alert={alert}
            name={names.get(alert.monitorId) ?? "Deleted monitor"}
          />
        ))}
      </ul>
    </>
  );
}

function AlertRow({ alert, name }: { alert: BacktestAlert; name: string }) {
  const startedAt = alert.newAt ?? alert.presentAt;
  return (
    <li className={`flex flex-col gap-1 px-4 py-2.5 text-[0.8125rem] ${GRID}`}>
      <LookLabel look={ALERT_LOOKS[alert.kind]} />
      <Link
        href={`/monitors/${alert.monitorId}`}
        className="min-w-0 truncate rounded font-medium hover:underline"
      >
        {name}
      </Link>
      <When label="Present alert" at={alert.presentAt} />
      <When label="New alert" at={alert.newAt} />
      <span className={`text-ink-2 tabular-nums ${alert.delayMs === null ? "max-lg:hidden" : ""}`}>
        {describeDelay(alert)}
      </span>
      <span className="text-pretty text-ink-2">
        {alert.reason}
        <span className="text-ink-3">
          {alert.endedAt === null || startedAt === null
            ? " It was not over at the end of the period."
            : ` It was over after ${formatDuration(alert.endedAt - startedAt)}${alert.isNoise ? ": noise." : "."}`}
        </span>
      </span>
    </li>
  );
}

function When({ label, at }: { label: string; at: number | null }) {
  return (
    <span className="text-ink-2 tabular-nums max-lg:text-xs">
      <span className="text-ink-3 lg:sr-only">{label}: </span>
      {at === null ? "none" : <Moment at={at} withDay />}
    </span>
  );
}
