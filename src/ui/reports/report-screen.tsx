"use client";

import { Download, Printer } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SlaReport } from "#contracts/sla-report.ts";
import { nameTarget } from "#domain/objective/describe-method.ts";
import { DataTable } from "#ui/charts/data-table.tsx";
import { useFormat } from "#ui/format/use-format.ts";
import { Button } from "#ui/primitives/button.tsx";
import { Card, CardHeader } from "#ui/primitives/card.tsx";
import { PageHeader } from "#ui/primitives/page-header.tsx";

const FILES = ["json", "csv", "pdf"] as const;

/** Without what has no place on a screen: the sealed days themselves, which are in the JSON. */
export type ShownReport = Omit<SlaReport, "chains" | "counted"> & { unsealed: number };

export function ReportScreen({ report }: { report: ShownReport }) {
  const t = useTranslations("reports.report");
  const { objective, period } = report;
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("title", { name: objective.name, month: period.month })} note={objective.zone}>
        <div className="flex flex-wrap gap-2 print:hidden">
          {FILES.map((file) => (
            <Button key={file} asChild size="sm">
              <a href={`/api/reports/${report.id}/report.${file}`} download>
                <Download aria-hidden className="size-3.5" />
                {t(file)}
              </a>
            </Button>
          ))}
          <Button size="sm" onClick={() => window.print()}>
            <Printer aria-hidden className="size-3.5" />
            {t("print")}
          </Button>
          <Button asChild size="sm">
            <Link href="/verify">{t("verify")}</Link>
          </Button>
        </div>
      </PageHeader>
      <ResultCard report={report} />
      <TablesCard report={report} />
      <IncidentsCard report={report} />
      <SealCard report={report} />
    </div>
  );
}

function ResultCard({ report: { objective, result, method } }: { report: ShownReport }) {
  const t = useTranslations("reports");
  const format = useFormat();
  return (
    <Card className="flex flex-col gap-3 p-4">
      <p className="text-3xl font-semibold tabular-nums">
        {result.percent === null ? t("noFigure") : `${result.percent} %`}
      </p>
      <p className="flex flex-wrap gap-x-4 text-sm text-ink-2 tabular-nums">
        <span>{t("report.target", { target: nameTarget(objective.targetMilli / 1000) })}</span>
        {result.met !== null && (
          <span className={result.met ? "font-medium text-up" : "font-medium text-down"}>
            {t(result.met ? "met" : "missed")}
          </span>
        )}
        <span>
          {t("report.downBudget", {
            down: format.duration(result.downMs),
            budget: format.duration(result.budgetMs),
          })}
        </span>
        {result.coverage !== null && <span>{t("report.coverage", { coverage: result.coverage })}</span>}
      </p>
      <ul lang="en" className="list-disc space-y-1 pl-5 text-sm text-ink-2">
        {method.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  );
}

function TablesCard({ report: { monitors, days, exclusions } }: { report: ShownReport }) {
  const t = useTranslations("reports.report");
  const all = useTranslations("reports");
  const format = useFormat();
  const figures = [t("result"), t("down"), t("unknown"), t("maintenance")];
  const cellsOf = (one: ShownReport["days"][number] | ShownReport["monitors"][number]) => [
    one.percent === null ? "–" : `${one.percent} %`,
    ...[one.downMs, one.unknownMs, one.maintenanceMs].map((ms) => format.duration(ms)),
  ];
  return (
    <Card className="flex flex-col gap-2 p-3">
      <DataTable
        summary={t("byMonitor")}
        caption={t("byMonitor")}
        head={[t("monitor"), ...figures, t("checks"), t("anchor")]}
        rows={monitors.map((one) => ({
          key: one.id,
          cells: [
            one.name,
            ...cellsOf(one),
            t("ofExpected", {
              made: format.count(one.checks.ok + one.checks.failed),
              expected: format.count(one.checks.expected),
            }),
            <code key="anchor">{one.anchor.slice(0, 16)}…</code>,
          ],
        }))}
      />
      <DataTable
        summary={t("byDay")}
        caption={t("byDay")}
        head={[all("day"), ...figures]}
        rows={days.map((one) => ({ key: one.day, cells: [one.day, ...cellsOf(one)] }))}
      />
      {exclusions.length > 0 && (
        <DataTable
          summary={all("exclusions")}
          caption={all("exclusions")}
          head={[all("reason"), all("from"), all("to"), all("exclusions")]}
          rows={exclusions.map((one) => ({
            key: `${one.fromMs} ${one.toMs}`,
            cells: [
              one.reason,
              format.full(one.fromMs),
              format.full(one.toMs),
              all("by", { by: one.by, at: format.full(one.atMs) }),
            ],
          }))}
        />
      )}
    </Card>
  );
}

function IncidentsCard({ report: { incidents, monitors } }: { report: ShownReport }) {
  const t = useTranslations("reports.report");
  const format = useFormat();
  const nameOf = new Map(monitors.map(({ id, name }) => [id, name]));
  return (
    <Card>
      <CardHeader title={t("incidents")} />
      {incidents.length === 0 && <p className="px-4 py-4 text-sm text-ink-3">{t("noIncidents")}</p>}
      <ul className="divide-y">
        {incidents.map((incident) => (
          <li key={incident.id} className="flex flex-col gap-0.5 px-4 py-3 text-sm">
            <Link href={`/incidents/${incident.id}`} className="font-medium break-words hover:underline">
              {nameOf.get(incident.monitor)}: {incident.cause}
            </Link>
            <span className="text-xs text-ink-3 tabular-nums">
              {format.full(incident.openedAtMs)} · {format.duration(incident.durationMs)} ·{" "}
              {incident.causeClass}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SealCard({ report: { digest, anchor, unsealed } }: { report: ShownReport }) {
  const t = useTranslations("reports.report");
  return (
    <Card>
      <CardHeader
        title={t("seal")}
        note={unsealed === 0 ? t("sealed") : t("unsealed", { count: unsealed })}
      />
      <dl className="flex flex-col gap-2 px-4 py-3 text-xs">
        <dt className="text-ink-3">{t("digest")}</dt>
        <dd className="font-mono break-all">{digest}</dd>
        <dt className="text-ink-3">{t("anchor")}</dt>
        <dd className="font-mono break-all">{anchor}</dd>
      </dl>
    </Card>
  );
}
