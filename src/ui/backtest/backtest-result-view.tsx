"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { BacktestAlert, BacktestResult } from "#contracts/backtest.ts";
import { LookLabel } from "#ui/alerts/look-label.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Moment } from "#ui/live/time-ago.tsx";
import { Figure } from "#ui/primitives/figure.tsx";
import { ALERT_LOOKS, describeDelay, describeTotals, totalsOf } from "./backtest-words.ts";

const GRID =
  "lg:grid lg:grid-cols-[5.5rem_minmax(0,11rem)_8.5rem_8.5rem_6.5rem_minmax(0,1fr)] lg:gap-4 lg:items-start";

/** Every number has been counted on the server; `isWhole` is false while monitors are still to come. */
export function BacktestResultView({ result, isWhole }: { result: BacktestResult; isWhole: boolean }) {
  const t = useTranslations("backtest");
  const { count } = useFormat();
  const totals = totalsOf(result);
  const sentence = describeTotals(t, totals);
  const names = new Map(result.monitors.map(({ id, name }) => [id, name]));
  const checks = result.monitors.reduce((sum, monitor) => sum + monitor.ticks, 0);
  return (
    <>
      <p className="px-4 pt-4 text-sm font-medium" aria-live="polite">
        {isWhole ? sentence : t("result.soFar", { sentence })}
      </p>
      <dl className="grid grid-cols-2 sm:grid-cols-3 lg:grid-cols-6">
        <Figure label={t("result.present")} value={count(totals.present)} note={t("result.alertsUnit")} />
        <Figure label={t("result.next")} value={count(totals.next)} note={t("result.alertsUnit")} />
        <Figure label={t("result.lost")} value={count(totals.lost)} note={t("result.lostNote")} />
        <Figure label={t("result.added")} value={count(totals.added)} note={t("result.addedNote")} />
        <Figure label={t("result.noise")} value={count(totals.noise)} note={t("result.noiseNote")} />
        <Figure label={t("result.checks")} value={count(checks)} note={t("result.checksNote")} />
      </dl>
      {checks === 0 && isWhole && (
        <p className="border-t px-4 py-8 text-center text-sm text-ink-3">{t("result.noChecks")}</p>
      )}
      {result.alerts.length > 0 && <AlertTable alerts={result.alerts} names={names} />}
      {result.isCut && <p className="border-t px-4 py-3 text-xs text-ink-3">{t("result.cut")}</p>}
    </>
  );
}

type AlertTableProps = { alerts: readonly BacktestAlert[]; names: ReadonlyMap<string, string> };

function AlertTable({ alerts, names }: AlertTableProps) {
  const t = useTranslations("backtest.result");
  return (
    <>
      <div aria-hidden className={`hidden border-y px-4 py-2 text-xs font-medium text-ink-3 ${GRID}`}>
        <span>{t("change")}</span>
        <span>{t("monitor")}</span>
        <span>{t("presentAlert")}</span>
        <span>{t("newAlert")}</span>
        <span>{t("difference")}</span>
        <span>{t("why")}</span>
      </div>
      <ul className="divide-y max-lg:border-t" aria-label={t("alerts")}>
        {alerts.map((alert) => (
          <AlertRow
            key={`${alert.monitorId} ${alert.presentAt} ${alert.newAt}`}
            alert={alert}
            name={names.get(alert.monitorId) ?? t("deleted")}
          />
        ))}
      </ul>
    </>
  );
}

function AlertRow({ alert, name }: { alert: BacktestAlert; name: string }) {
  const t = useTranslations("backtest");
  const format = useFormat();
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
      <When label={t("result.presentAlert")} at={alert.presentAt} />
      <When label={t("result.newAlert")} at={alert.newAt} />
      <span className={`text-ink-2 tabular-nums ${alert.delayMs === null ? "max-lg:hidden" : ""}`}>
        {describeDelay({ t, format }, alert)}
      </span>
      <span className="text-pretty text-ink-2">
        <span lang="en">{alert.reason}</span>{" "}
        <span className="text-ink-3">
          {alert.endedAt === null || startedAt === null
            ? t("result.notOver")
            : t(alert.isNoise ? "result.overNoise" : "result.overAfter", {
                duration: format.duration(alert.endedAt - startedAt),
              })}
        </span>
      </span>
    </li>
  );
}

function When({ label, at }: { label: string; at: number | null }) {
  const t = useTranslations("backtest.result");
  return (
    <span className="text-ink-2 tabular-nums max-lg:text-xs">
      <span className="text-ink-3 lg:sr-only">{label}: </span>
      {at === null ? t("none") : <Moment at={at} withDay />}
    </span>
  );
}
